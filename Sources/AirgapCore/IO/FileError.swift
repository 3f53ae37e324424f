package import SystemPackage

/// A file operation that failed, with the path and the system's reason.
package struct FileError: ExplainedError, Equatable {
    /// What was attempted, as a verb: `open`, `write`, `rename`.
    package let operation: String
    /// The path in question.
    package let path: FilePath
    /// The system's reason.
    package let errno: Errno
    /// How many bytes were still to be written, when that is known.
    package let bytesNeeded: Int64?
    /// Whether a pipe, a device or a socket stands where a file must be; the system has no word for that.
    private let isNoFile: Bool

    /// - Parameters:
    ///   - operation: a verb.
    ///   - path: the path in question.
    ///   - errno: the system's reason.
    ///   - bytesNeeded: bytes still to be written, when known.
    package init(_ operation: String, _ path: FilePath, _ errno: Errno, bytesNeeded: Int64? = nil) {
        self.operation = operation
        self.path = path
        self.errno = errno
        self.bytesNeeded = bytesNeeded
        isNoFile = false
    }

    /// What stands at the path is there, but no regular file.
    ///
    /// - Parameters:
    ///   - path: the path in question.
    ///   - isFolder: whether it is a folder.
    package init(noFile path: FilePath, isFolder: Bool) {
        (operation, self.path, errno) = ("open", path, isFolder ? .isDirectory : .invalidArgument)
        (bytesNeeded, isNoFile) = (nil, !isFolder)
    }

    package var description: String {
        let need = bytesNeeded.map { " (\(ByteCount($0)) more needed)" } ?? ""
        return "cannot \(operation) \(path): \(isNoFile ? "Not a regular file" : "\(errno)")\(need)"
    }

    package var exitCode: ExitCode {
        isNoFile || [.noSuchFileOrDirectory, .isDirectory].contains(errno) ? .noInput : .disk
    }
}
