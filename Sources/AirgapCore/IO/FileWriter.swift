package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writing to open descriptors.
package enum FileWriter {
    /// Writes all bytes at the descriptor's position.
    ///
    /// - Throws: `FileError` with how many bytes were left.
    package static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: FilePath)
        throws(FileError)
    {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("write", path, Errno(rawValue: errno), bytesNeeded: Int64(rest.count))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
