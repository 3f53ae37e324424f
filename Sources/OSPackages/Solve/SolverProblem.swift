import CSolv

/// Why jobs cannot be done together, as facts about packages.
struct SolverProblem {
    /// One fact.
    struct Fact {
        let kind: Kind
        /// The package that has the dependency; nil for a job's.
        let source: Id?
        /// The other package of a conflict.
        let target: Id?
        /// The dependency; 0 when there is none.
        let dependency: Id
    }

    enum Kind {
        /// The dependency of the source, which some packages provide.
        case requires
        case nothingProvides
        case conflicts
        case conflictsWithItself
        case obsoletes
        case sameName
        /// The source cannot be installed here at all.
        case notInstallable
        /// What was asked for.
        case requested
        case requestProvidedByNothing
        case other
    }

    let facts: [Fact]

    /// The facts that end a chain: why it does not work.
    var reasons: [Fact] { facts.filter { ![.requires, .requested, .other].contains($0.kind) } }
}
