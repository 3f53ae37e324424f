package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The few file operations that swift-system does not have, each with a `FileError` that names the path.
package enum FileSystem {
    /// What stands at a path; a symbolic link is not followed.
    package static func status(_ path: FilePath) throws(FileError) -> FileStatus? {
        var buffer = stat()
        guard lstat(path.string, &buffer) == 0 else {
            let reason = Errno(rawValue: errno)
            if reason == .noSuchFileOrDirectory || reason == .notDirectory { return nil }
            throw FileError("stat", path, reason)
        }
        return FileStatus(buffer)
    }

    /// Makes a folder and those above it; one that exists is success.
    package static func makeFolder(_ path: FilePath) throws(FileError) {
        if mkdir(path.string, 0o755) == 0 { return }
        var reason = Errno(rawValue: errno)
        if reason == .noSuchFileOrDirectory, !path.removingLastComponent().isEmpty {
            try makeFolder(path.removingLastComponent())
            if mkdir(path.string, 0o755) == 0 { return }
            reason = Errno(rawValue: errno)
        }
        var buffer = stat()
        if reason == .fileExists, stat(path.string, &buffer) == 0, buffer.st_mode & S_IFMT == S_IFDIR { return }
        throw FileError("make folder", path, reason)
    }

    /// Renames, replacing what stands there.
    package static func rename(_ old: FilePath, to new: FilePath) throws(FileError) {
        guard Glibc.rename(old.string, new.string) == 0 else {
            throw FileError("rename to", new, Errno(rawValue: errno))
        }
    }

    /// Makes a second name for a file.
    package static func link(_ old: FilePath, to new: FilePath) throws(FileError) {
        guard Glibc.link(old.string, new.string) == 0 else { throw FileError("link to", new, Errno(rawValue: errno)) }
    }

    /// Removes a file; one that is not there is success.
    package static func removeFile(_ path: FilePath) throws(FileError) {
        guard unlink(path.string) == 0 || errno == ENOENT else {
            throw FileError("remove", path, Errno(rawValue: errno))
        }
    }

    /// Removes a folder with all that is in it, never following a link; one that is not there is success.
    package static func removeTree(_ path: FilePath) throws(FileError) {
        guard let status = try status(path) else { return }
        guard status.kind == .folder else { return try removeFile(path) }
        for name in try names(in: path) { try removeTree(path.appending(name)) }
        guard rmdir(path.string) == 0 || errno == ENOENT else {
            throw FileError("remove", path, Errno(rawValue: errno))
        }
    }

    /// The names in a folder in byte order, without `.` and `..`.
    package static func names(in path: FilePath) throws(FileError) -> [String] {
        guard let folder = opendir(path.string) else { throw FileError("read folder", path, Errno(rawValue: errno)) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Where a symbolic link points, as it is written.
    package static func linkTarget(_ path: FilePath) throws(FileError) -> String {
        var bytes = [CChar](repeating: 0, count: 4097)
        let count = readlink(path.string, &bytes, 4096)
        guard count >= 0 else { throw FileError("read link", path, Errno(rawValue: errno)) }
        return String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Sets a file's permission bits.
    package static func setMode(_ mode: UInt32, of path: FilePath) throws(FileError) {
        guard chmod(path.string, mode_t(mode)) == 0 else {
            throw FileError("set the mode of", path, Errno(rawValue: errno))
        }
    }

    /// Waits until a folder's entries are on the disk.
    package static func syncFolder(_ path: FilePath) throws(FileError) {
        let descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path, Errno(rawValue: errno)) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("sync", path, Errno(rawValue: errno)) }
    }

    /// Reads a whole small file; one larger than the limit in bytes is refused with `fileTooLarge`.
    package static func read(_ path: FilePath, limit: Int, followLinks: Bool = true) throws(FileError) -> [UInt8] {
        let file = try FileReader(path, followLinks: followLinks)
        guard file.size <= Int64(limit) else { throw FileError("read", path, .fileTooLarge) }
        var result: [UInt8] = []
        while true {
            let chunk = try file.read(upTo: min(1 << 20, limit + 1 - result.count))
            if chunk.isEmpty { return result }
            result += chunk
            if result.count > limit { throw FileError("read", path, .fileTooLarge) }
        }
    }
}
