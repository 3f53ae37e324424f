import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file below a `TargetFolder` that is being written; dropped without `commit`, nothing stays of it.
///
/// While it is written it is locked (flock), so that another process can tell it from one that a killed process left.
final class TargetFile {
    private static let prefix = ".airgap-"
    private static let suffix = ".tmp"

    private let folder: Int32
    private let name: String
    private let temporary: String
    private let path: FilePath
    private var descriptor: Int32
    private var isCommitted = false

    /// - Parameters:
    ///   - folder: an open folder, closed with this file.
    ///   - name: the name it will have.
    ///   - path: for messages.
    /// - Throws: `FileError`.
    init(folder: Int32, name: String, path: FilePath) throws(FileError) {
        self.folder = folder
        self.name = name
        self.path = path
        do throws(FileError) {
            (temporary, descriptor) = try Self.create(in: folder, path)
        } catch {
            close(folder)
            throw error
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unlinkat(folder, temporary, 0) }
        close(folder)
    }

    private static func create(in folder: Int32, _ path: FilePath) throws(FileError) -> (String, Int32) {
        while true {
            let name = "\(prefix)\(UInt64.random(in: .min ... .max))\(suffix)"
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            let descriptor = openat(folder, name, flags, 0o600)
            guard descriptor >= 0 else { throw FileError("create", path, Errno(rawValue: errno)) }
            // Where the file system has no locks, nobody takes a file for left.
            flock(descriptor, LOCK_EX)
            var status = stat()
            if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT { return (name, descriptor) }
            // Somebody who removes what is left was faster than the lock.
            close(descriptor)
        }
    }

    /// Whether a name is one that a file has while it is written.
    static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
        let number = name.dropFirst(prefix.count).dropLast(suffix.count)
        return !number.isEmpty && number.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Removes a file that nobody is writing.
    static func removeIfLeft(_ name: String, in folder: Int32) {
        // Not blocked by a pipe that somebody has put there.
        let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, FileStatus(status).kind == .file,
            flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { return }
        unlinkat(folder, name, 0)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try FileWriter.writeAll(bytes, to: descriptor, path: path)
    }

    /// Gives the file its mode, time and name; a link that stands under the name is replaced, not followed.
    func commit(mode: UInt32, time: Timestamp) throws(FileError) {
        func check(_ result: Int32, _ operation: String) throws(FileError) {
            guard result == 0 else { throw FileError(operation, path, Errno(rawValue: errno)) }
        }
        try check(fchmod(descriptor, mode_t(mode)), "set the mode of")
        let moment = timespec(tv_sec: Int(time.seconds), tv_nsec: 0)
        try check(futimens(descriptor, [moment, moment]), "set the time of")
        // The lock stays until the file has its name; errors of writing are told by the first descriptor that is closed.
        let lock = dup(descriptor)
        defer { if lock >= 0 { close(lock) } }
        let result = close(descriptor)
        descriptor = -1
        try check(result, "close")
        try check(renameat(folder, temporary, folder, name), "rename to")
        isCommitted = true
    }
}
