import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file below a `TargetFolder` that is being written; dropped without `commit`, nothing stays of it.
final class TargetFile {
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
        temporary = ".airgap-\(UInt64.random(in: .min ... .max)).tmp"
        descriptor = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = Errno(rawValue: errno)
            close(folder)
            throw FileError("create", path, reason)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unlinkat(folder, temporary, 0) }
        close(folder)
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
        let result = close(descriptor)
        descriptor = -1
        try check(result, "close")
        try check(renameat(folder, temporary, folder, name), "rename to")
        isCommitted = true
    }
}
