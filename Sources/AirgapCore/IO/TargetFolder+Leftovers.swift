import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension TargetFolder {
    /// Removes what killed processes left below: files under the name that a `TargetFile` has while it is written, and
    /// that no process is writing any more. What cannot be read or removed is passed over; links are not followed.
    ///
    /// - Parameters:
    ///   - top: a folder right below; nothing happens when it is not there.
    ///   - members: whether a path, with that folder, is one of the bundle's own files, whatever its name.
    func removeLeftovers(below top: String, except members: (String) -> Bool) {
        Self.sweep(openat(descriptor, top, Self.folderFlags), top, members)
    }

    private static let folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

    // The folder is closed; one that could not be opened is less than 0.
    private static func sweep(_ folder: Int32, _ path: String, _ members: (String) -> Bool) {
        guard folder >= 0 else { return }
        guard let stream = fdopendir(folder) else {
            close(folder)
            return
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if TargetFile.isTemporary(name) {
                if !members("\(path)/\(name)") { TargetFile.removeIfLeft(name, in: folder) }
            } else if entry.pointee.d_type == UInt8(DT_DIR) || entry.pointee.d_type == UInt8(DT_UNKNOWN) {
                sweep(openat(folder, name, folderFlags), "\(path)/\(name)", members)
            }
        }
    }
}
