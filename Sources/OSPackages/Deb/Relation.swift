/// One alternative of a dependency: `libc6:any (>= 2.36)` (Debian Policy, section 7.1).
struct Relation: Hashable, Sendable, CustomStringConvertible {
    /// How a version is compared.
    enum Operator: String, Sendable {
        case earlier = "<<"
        case earlierOrEqual = "<="
        case exactly = "="
        case laterOrEqual = ">="
        case later = ">>"

        /// Whether a comparison result (found against wanted) is acceptable.
        func accepts(_ comparison: Int) -> Bool {
            switch self {
            case .earlier: comparison < 0
            case .earlierOrEqual: comparison <= 0
            case .exactly: comparison == 0
            case .laterOrEqual: comparison >= 0
            case .later: comparison > 0
            }
        }
    }

    /// A version that is asked for.
    struct Constraint: Hashable, Sendable {
        let comparison: Operator
        let version: String
    }

    let name: String
    /// `any`, `native` or an architecture; nil when there is none.
    let qualifier: String?
    let constraint: Constraint?

    var description: String {
        let version = constraint.map { " (\($0.comparison.rawValue) \($0.version))" } ?? ""
        return name + (qualifier.map { ":" + $0 } ?? "") + version
    }

    /// Whether a version is acceptable.
    func accepts(_ version: String) -> Bool {
        constraint.map { $0.comparison.accepts(DebianVersion.compare(version, $0.version)) } ?? true
    }
}
