import AirgapCore

/// Why a listing of installed packages cannot be used.
enum SiteListingError: ExplainedError, Equatable {
    case notText
    /// No package is installed according to it.
    case empty
    /// A line of none of the known forms.
    case unknownLine(String)
    /// A status file that is none.
    case badStatus(String)

    var description: String {
        switch self {
        case .notText: "not a text in UTF-8"
        case .empty: "names no installed package"
        case .unknownLine(let line):
            "not a line of 'dpkg -l', 'dpkg --get-selections' or 'rpm -qa': \(Quoted(line))"
        case .badStatus(let reason): "not a dpkg status file: \(reason)"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
