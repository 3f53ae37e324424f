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
    }

    package var description: String {
        let need = bytesNeeded.map { " (\(ByteCount($0)) more needed)" } ?? ""
        return "cannot \(operation) \(path): \(errno)\(need)"
    }

    package var exitCode: ExitCode {
        [.noSuchFileOrDirectory, .isDirectory].contains(errno) ? .noInput : .disk
    }
}
