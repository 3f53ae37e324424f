package import AirgapCore
package import SystemPackage

/// Why a bundle cannot be served.
package enum SiteError: ExplainedError, Equatable {
    /// A folder that holds no bundle, or several.
    case notOneBundle(FilePath, [String])
    /// A member that must be read whole, and is larger than such a member may be; bytes.
    case tooLarge(String, Int64)
    /// A member that is not what the lists say.
    case damaged(String, String)
    /// A file of the state folder or of the user that cannot be used.
    case unusable(FilePath, String)
    /// An address that nothing can listen on.
    case cannotListen(String, Int, String)

    package var description: String {
        switch self {
        case .notOneBundle(let path, let found):
            found.isEmpty
                ? "serve: \(path): no bundle: there is no bundle.json in it, nor in a folder below it"
                : "serve: \(path): \(found.count) bundles (\(found.joined(separator: ", "))): name one of them"
        case .tooLarge(let path, let size): "serve: \(path): \(size) bytes are more than such a file may have"
        case .damaged(let path, let reason): "serve: \(path): \(reason)"
        case .unusable(let path, let reason): "serve: \(path): \(reason)"
        case .cannotListen(let host, let port, let reason):
            "serve: cannot listen on \(host), port \(port): \(reason)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .notOneBundle: .noInput
        case .tooLarge, .damaged: .findings
        case .unusable: .badConfiguration
        case .cannotListen: .unavailable
        }
    }
}
