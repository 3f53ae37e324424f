/// A part of a regular expression.
indirect enum PatternNode: Sendable {
    case scalar(Unicode.Scalar)
    /// `.`: anything but a line feed.
    case any
    case set(PatternSet)
    case anchor(Anchor)
    /// A group with its number, or one without.
    case group(PatternNode, number: Int?)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repetition(PatternNode, least: Int, most: Int, isGreedy: Bool)

    enum Anchor: Sendable {
        /// `^` and `\A`
        case start
        /// `$`: the end, or before a line feed at the end.
        case lineEnd
        /// `\Z`
        case end
        case wordBoundary
        case noWordBoundary
    }

    /// Whether it can match nothing at all.
    var canBeEmpty: Bool {
        switch self {
        case .scalar, .any, .set: false
        case .anchor: true
        case .group(let node, _): node.canBeEmpty
        case .sequence(let nodes): nodes.allSatisfy(\.canBeEmpty)
        case .alternatives(let nodes): nodes.contains(where: \.canBeEmpty)
        case .repetition(let node, let least, _, _): least == 0 || node.canBeEmpty
        }
    }

    /// The numbers of the groups inside.
    var groups: Set<Int> {
        switch self {
        case .scalar, .any, .set, .anchor: []
        case .group(let node, let number): node.groups.union(number.map { [$0] } ?? [])
        case .sequence(let nodes), .alternatives(let nodes):
            nodes.reduce(into: []) { $0.formUnion($1.groups) }
        case .repetition(let node, _, _, _): node.groups
        }
    }

    /// Whether it matches one scalar, and nothing else.
    func matchesAlone(_ scalar: Unicode.Scalar) -> Bool? {
        switch self {
        case .scalar(let own): own == scalar
        case .any: scalar != "\n"
        case .set(let set): set.contains(scalar)
        default: nil
        }
    }
}
