import ArgumentParser
import FoundationEssentials

/// How much is done at once.
struct JobsOption: ParsableArguments {
    @Option(help: "How many parts are read at once. Default: as many as there are processors.")
    var jobs: Int?

    func validate() throws {
        guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs takes a number from 1 to 64") }
    }

    /// At least 1.
    var count: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }
}
