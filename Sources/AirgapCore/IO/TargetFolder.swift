import CPlatform
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder that files are written into, and nothing outside of it: every step below it is taken without following a
/// link, from descriptor to descriptor, so that nobody can put a link in between.
package final class TargetFolder: Sendable {
    private let path: FilePath
    /// Open for as long as this value lives.
    let descriptor: Int32

    /// Opens the folder, making it when it is not there.
    ///
    /// - Throws: `FileError`.
    package init(_ path: FilePath) throws(FileError) {
        try FileSystem.makeFolder(path)
        descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path, Errno(rawValue: errno)) }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Begins a file, which gets its name when it is committed.
    ///
    /// - Parameter relative: below the folder; folders on the way are made.
    /// - Returns: the file.
    /// - Throws: `FileError`; a link on the way is one.
    func create(_ relative: RelativePath) throws(FileError) -> TargetFile {
        var folder = dup(descriptor)
        guard folder >= 0 else { throw FileError("open", path, Errno(rawValue: errno)) }
        for component in relative.components.dropLast() {
            let next = Self.enter(folder, String(component))
            let reason = errno
            close(folder)
            guard next >= 0 else {
                throw FileError("make folders without following links for", location(relative), Errno(rawValue: reason))
            }
            folder = next
        }
        return try TargetFile(folder: folder, name: relative.name, path: location(relative))
    }

    private static func enter(_ folder: Int32, _ name: String) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let entered = openat(folder, name, flags)
        guard entered < 0, errno == ENOENT else { return entered }
        guard mkdirat(folder, name, 0o755) == 0 || errno == EEXIST else { return -1 }
        return openat(folder, name, flags)
    }

    private func location(_ relative: RelativePath) -> FilePath { path.appending(relative.description) }

    /// Waits until everything below is on the disk.
    ///
    /// - Throws: `FileError`.
    func sync() throws(FileError) {
        guard airgap_sync_filesystem(descriptor) == 0 else { throw FileError("sync", path, Errno(rawValue: errno)) }
    }
}
