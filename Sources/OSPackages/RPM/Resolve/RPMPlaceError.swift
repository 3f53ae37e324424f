import AirgapCore

/// An rpm target whose id does not tell the folder of its repository.
struct RPMPlaceError: ExplainedError, Equatable {
    let target: String
    let key: String

    var description: String {
        "the id \(Quoted(target)) is no distribution with a release, such as 'rocky9': set '\(key)'"
    }

    var exitCode: ExitCode { .badConfiguration }
}
