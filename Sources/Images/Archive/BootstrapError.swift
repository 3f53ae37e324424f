import AirgapCore

/// Why an image cannot be written as an archive.
enum BootstrapError: ExplainedError, Equatable {
    case unknownImage(near: [String])
    /// Two names that differ only in what file names cannot have.
    case sameFile(String)

    var description: String {
        switch self {
        case .unknownImage(let near):
            "listed under 'bootstrap', but the project has no such image"
                + (near.first.map { "; did you mean '\($0)'?" } ?? "")
        case .sameFile(let other): "its archive would have the same file name as that of \(other)"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
