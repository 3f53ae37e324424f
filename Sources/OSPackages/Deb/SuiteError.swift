import AirgapCore

/// Why a signed suite is not used.
enum SuiteError: ExplainedError, Equatable {
    /// The signed text is of another suite.
    case otherSuite(asked: String, suite: String, codename: String)
    case expired(Timestamp)
    case notYetValid(Timestamp)
    case noArchitecture(String, has: [String])
    case noComponent(String, has: [String])

    var description: String {
        switch self {
        case .otherSuite(let asked, let suite, let codename):
            "asked for \(Quoted(asked)), the signed Release is of suite \(Quoted(suite)), codename \(Quoted(codename))"
        case .expired(let time):
            "the Release file expired at \(time): the mirror is stale; 'check_date: false' takes it all the same"
        case .notYetValid(let time):
            "the Release file is dated \(time), in the future: this machine's clock is wrong, or 'check_date: false'"
        case .noArchitecture(let name, let has): "no packages for \(name), only for \(has.joined(separator: ", "))"
        case .noComponent(let name, let has): "no component \(Quoted(name)), there is \(has.joined(separator: ", "))"
        }
    }

    var exitCode: ExitCode {
        switch self {
        case .otherSuite, .expired, .notYetValid: .unavailable
        case .noArchitecture, .noComponent: .badConfiguration
        }
    }
}
