import AirgapCore

/// Why an entry of `files.extra` cannot be resolved or written.
enum FileEntryError: ExplainedError, Equatable {
    /// The checksum file names no digest for the file.
    case noChecksum(url: String, file: String)
    /// The checksum file has several digests for one name.
    case ambiguousChecksum(url: String, file: String)
    /// A local file is not what it was when it was locked.
    case changed(String, expected: Digest, found: Digest)

    var description: String {
        switch self {
        case .noChecksum(let url, let file): "the checksum file \(url) has no sha256 for \(Quoted(file))"
        case .ambiguousChecksum(let url, let file):
            "the checksum file \(url) has more than one sha256 for \(Quoted(file))"
        case .changed(let path, let expected, let found):
            "\(path) changed since it was locked: expected \(expected), found \(found)"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
