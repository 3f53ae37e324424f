/// One entry of a package's requires, provides, conflicts, obsoletes or weak dependencies (rpm-dependencies(7)).
struct RPMRelation: Hashable, Sendable {
    /// How a version is compared; the words are those of rpm-md's `flags`.
    enum Comparison: String, Hashable, Sendable {
        case less = "LT"
        case lessOrEqual = "LE"
        case equal = "EQ"
        case greaterOrEqual = "GE"
        case greater = "GT"
    }

    /// A version that is asked for or given.
    struct Bound: Hashable, Sendable {
        let comparison: Comparison
        let version: RPMVersion
    }

    /// A package or capability name, `libc.so.6(GLIBC_2.34)(64bit)`, an absolute path, or a rich dependency in brackets.
    let name: String
    let bound: Bound?
    /// `pre="1"`: needed before the package's scripts run.
    let isPre: Bool
}
