import AirgapCore

/// One package file name with two contents: two repositories disagree.
struct ContentDiffersError: ExplainedError, Equatable {
    let file: String
    let first: Digest
    let second: Digest

    var description: String { "there are different contents for \(Quoted(file)): \(first) and \(second)" }

    var exitCode: ExitCode { .badConfiguration }
}
