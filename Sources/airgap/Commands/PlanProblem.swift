import AirgapCore
import Images

/// Something that a plan found: an error keeps a build from working, a warning does not.
struct PlanProblem: Codable, Equatable {
    /// How grave it is.
    enum Severity: String, Codable {
        case error, warning
    }

    let severity: Severity
    /// `gone`, `credentials`, `platform`, `configuration`, `busy`, `unavailable`, `no-checksum`,
    /// `unsigned`, `warning`.
    let kind: String
    /// The module and the item with the cause.
    let text: String

    /// A failure.
    init(_ error: any ExplainedError) {
        severity = .error
        kind = Self.kind(of: (error as? StageError)?.cause ?? error)
        text = error.description
    }

    /// What a module says of its own plan.
    init(_ concern: PlanConcern, of module: ModuleName) {
        severity = .warning
        kind = concern.kind
        text = "\(module): \(concern.item): \(concern.text)"
    }

    /// What was said on the way.
    init(_ warning: WarningCollector.Warning) {
        severity = .warning
        kind = "warning"
        text = "\(warning.stage): \(warning.text)"
    }

    private static func kind(of cause: any Error) -> String {
        switch cause {
        case FetchError.status(_, _, 404, _), FetchError.status(_, _, 410, _), ImageError.notFound: "gone"
        case FetchError.status(_, _, 401, _), FetchError.status(_, _, 403, _), FetchError.status(_, _, 407, _):
            "credentials"
        case is RegistryAuthError, is CredentialError: "credentials"
        case ImageError.noPlatform, ImageError.wrongPlatform: "platform"
        case let cause as any ExplainedError where cause.exitCode == .badConfiguration: "configuration"
        case let cause as any ExplainedError where cause.exitCode == .tryAgain: "busy"
        default: "unavailable"
        }
    }
}
