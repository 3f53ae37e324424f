import AirgapCore

/// Why `url: system` has no answer for a suite.
enum AptSourcesError: ExplainedError, Equatable {
    case noSuite(String, known: [String])
    case noComponents(suite: String, missing: [String], place: String)
    case noKeyring(suite: String, place: String)

    var description: String {
        switch self {
        case .noSuite(let suite, let known):
            "this machine's apt sources have no suite \(Quoted(suite)); "
                + (known.isEmpty
                    ? "they have none at all"
                    : "they have \(known.map { Quoted($0).description }.joined(separator: ", "))")
                + ": give the repository's URL instead of 'system'"
        case .noComponents(let suite, let missing, let place):
            "\(place) has the suite \(Quoted(suite)) without \(missing.map { Quoted($0).description }.joined(separator: ", "))"
        case .noKeyring(let suite, let place):
            "\(place) names no keyring file for the suite \(Quoted(suite)): name one with 'signed_by'"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
