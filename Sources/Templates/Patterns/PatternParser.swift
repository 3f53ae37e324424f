/// Reads the part of Python's regular expressions in which this engine is sure to match as Python does: literals, classes,
/// sets, anchors, groups, alternatives and repetitions. Everything else is refused.
struct PatternParser {
    private static let mostRepetitions = 1000

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var depth = 0
    private(set) var groupCount = 0
    /// Groups inside a repetition: what they hold afterwards is not defined well enough to be used.
    private(set) var repeatedGroups: Set<Int> = []

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    /// - Throws: `PatternError`.
    mutating func parse() throws(PatternError) -> PatternNode {
        let node = try alternatives()
        guard index == scalars.count else { throw .broken("a ')' without '('") }
        return node
    }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    private mutating func alternatives() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= TemplateLimits.nesting else { throw .unsupported("groups that nest so deep") }
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let node = try atom()
            nodes.append(try repeated(node))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case ".": return .any
        case "^": return .anchor(.start)
        case "$": return .anchor(.lineEnd)
        case "(": return try group()
        case "[": return .set(try set())
        case "\\": return try escape()
        case "*", "+", "?": throw .broken("nothing to repeat before '\(scalar)'")
        case "{":
            index -= 1
            guard try bounds() == nil else { throw .broken("nothing to repeat before '{'") }
            index += 1
            return .scalar(scalar)
        default: return .scalar(scalar)
        }
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        var number: Int?
        if skip("?") {
            guard skip(":") else { throw .unsupported("groups of the form '(?…', other than '(?:'") }
        } else {
            groupCount += 1
            number = groupCount
        }
        let node = try alternatives()
        guard skip(")") else { throw .broken("a '(' without ')'") }
        return .group(node, number: number)
    }

    private mutating func escape() throws(PatternError) -> PatternNode {
        guard let scalar = next else { throw .broken("a backslash at the end") }
        index += 1
        switch scalar {
        case "A": return .anchor(.start)
        case "Z": return .anchor(.end)
        case "b": return .anchor(.wordBoundary)
        case "B": return .anchor(.noWordBoundary)
        default:
            if let member = PatternSet.named(scalar) { return .set(PatternSet(members: [member])) }
            return .scalar(try Self.literal(scalar))
        }
    }

    /// A scalar after a backslash that stands for one scalar.
    private static func literal(_ scalar: Unicode.Scalar) throws(PatternError) -> Unicode.Scalar {
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "f": return "\u{c}"
        case "v": return "\u{b}"
        case "a": return "\u{7}"
        case "0"..."9", "a"..."z", "A"..."Z": throw .unsupported("the escape '\\\(scalar)'")
        default: return scalar
        }
    }

    private mutating func set() throws(PatternError) -> PatternSet {
        var set = PatternSet(members: [])
        set.isNegated = skip("^")
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            index += 1
            let low = try setMember(scalar)
            guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
                set.members.append(low)
                continue
            }
            index += 1
            let last = scalars[index]
            index += 1
            let high = try setMember(last)
            guard case .range(let from) = low, case .range(let to) = high, from.lowerBound <= to.lowerBound else {
                throw .broken("a bad range in '[…]'")
            }
            set.members.append(.range(from.lowerBound...to.lowerBound))
        }
        guard skip("]") else { throw .broken("a '[' without ']'") }
        return set
    }

    private mutating func setMember(_ scalar: Unicode.Scalar) throws(PatternError) -> PatternSet.Member {
        guard scalar == "\\" else { return .range(scalar.value...scalar.value) }
        guard let escaped = next else { throw .broken("a backslash at the end") }
        index += 1
        if let member = PatternSet.named(escaped) { return member }
        let value = try Self.literal(escaped).value
        return .range(value...value)
    }

    private mutating func repeated(_ node: PatternNode) throws(PatternError) -> PatternNode {
        guard let (least, most) = try bounds() else { return node }
        if case .anchor = node { throw .broken("an anchor cannot be repeated") }
        let isGreedy = !skip("?")
        guard next != "+" else { throw .unsupported("possessive repetition") }
        guard next != "*", next != "?" else { throw .broken("a repetition of a repetition") }
        guard try bounds() == nil else { throw .broken("a repetition of a repetition") }
        guard most <= 1 || !node.canBeEmpty else { throw .unsupported("repetition of what can match nothing") }
        if most > 1 { repeatedGroups.formUnion(node.groups) }
        return .repetition(node, least: least, most: most, isGreedy: isGreedy)
    }

    private mutating func bounds() throws(PatternError) -> (least: Int, most: Int)? {
        if skip("*") { return (0, .max) }
        if skip("+") { return (1, .max) }
        if skip("?") { return (0, 1) }
        guard next == "{" else { return nil }
        let start = index
        index += 1
        let low = digits()
        let hasComma = skip(",")
        let high = hasComma ? digits() : low
        guard skip("}"), !(low.isEmpty && !hasComma) else {
            // Python takes a brace that is no repetition as it is.
            index = start
            return nil
        }
        if low.isEmpty && high.isEmpty { throw .unsupported("the repetition '{,}'") }
        guard let least = low.isEmpty ? 0 : Int(low), let most = high.isEmpty ? .max : Int(high),
            least <= Self.mostRepetitions, most == .max || most <= Self.mostRepetitions
        else { throw .unsupported("more than \(Self.mostRepetitions) repetitions") }
        guard least <= most else { throw .broken("a repetition with its bounds swapped") }
        return (least, most)
    }

    private mutating func digits() -> String {
        var result = ""
        while let scalar = next, scalar.isASCIIDigit {
            result.unicodeScalars.append(scalar)
            index += 1
        }
        return result
    }
}
