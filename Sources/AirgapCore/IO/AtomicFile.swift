import CPlatform
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that appears under its name only when it is whole: written aside in the same folder, synced, then renamed.
///
/// When it is dropped without `commit()`, nothing stays.
package final class AtomicFile {
    /// The name the file will have.
    package let destination: FilePath
    private let temporary: FilePath
    private var descriptor: Int32
    private var committed = false
    private var appender: AlignedAppender?

    /// - Parameters:
    ///   - destination: the name the file will have; its folder must exist.
    ///   - mode: the permission bits, exactly (no umask).
    /// - Throws: `FileError`.
    package init(_ destination: FilePath, mode: UInt32 = 0o644) throws(FileError) {
        self.destination = destination
        let name = ".\(destination.lastComponent?.string.prefix(200) ?? "file").\(UInt64.random(in: .min ... .max)).tmp"
        temporary = destination.removingLastComponent().appending(name)
        descriptor = open(temporary.string, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("create", destination, Errno(rawValue: errno)) }
        guard fchmod(descriptor, mode_t(mode)) == 0 else {
            let reason = Errno(rawValue: errno)
            close(descriptor)
            unlink(temporary.string)
            throw FileError("set the mode of", destination, reason)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !committed { unlink(temporary.string) }
    }

    /// Lets writes go past the page cache, or through it again; addresses and lengths must be aligned to 4096 meanwhile.
    ///
    /// - Parameter isDirect: whether writes go past the page cache.
    /// - Returns: whether they do now: not every file system can.
    package func setDirect(_ isDirect: Bool) -> Bool {
        let flag = airgap_direct_flag()
        let flags = fcntl(descriptor, F_GETFL)
        guard flag != 0, flags >= 0 else { return false }
        return fcntl(descriptor, F_SETFL, isDirect ? flags | flag : flags & ~flag) == 0 && isDirect
    }

    /// Writes all bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try FileWriter.writeAll(bytes, to: descriptor, path: destination)
    }

    /// Takes bytes of a large file, which go past the page cache in large pieces; not to be mixed with `write`.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        let appender = appender ?? AlignedAppender(descriptor, path: destination)
        self.appender = appender
        try appender.append(bytes)
    }

    /// Writes all bytes.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        try bytes.span.withUnsafeBytes { (buffer) throws(FileError) in try write(buffer) }
    }

    /// Gives the file its name, replacing what stood there; durably means that file and folder are on the disk then.
    package func commit(durably: Bool = true) throws(FileError) {
        try appender?.flush()
        guard !durably || fsync(descriptor) == 0 else { throw FileError("sync", destination, Errno(rawValue: errno)) }
        let result = close(descriptor)
        descriptor = -1
        guard result == 0 else { throw FileError("close", destination, Errno(rawValue: errno)) }
        try FileSystem.rename(temporary, to: destination)
        committed = true
        if durably { try FileSystem.syncFolder(destination.folder) }
    }

    /// Writes a whole small file.
    package static func write(
        _ bytes: [UInt8], to path: FilePath, mode: UInt32 = 0o644, durably: Bool = true
    ) throws(FileError) {
        let file = try AtomicFile(path, mode: mode)
        try file.write(bytes)
        try file.commit(durably: durably)
    }
}
