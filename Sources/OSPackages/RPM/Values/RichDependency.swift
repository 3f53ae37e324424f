/// A rich dependency taken apart: `(foo >= 1 or (bar and baz))`, `(a if b else c)` (RPM's boolean dependencies).
indirect enum RichDependency: Equatable, Sendable {
    enum Operator: String, Sendable {
        case and, or, with, without
        /// `a if b`, `a unless b`; what follows `else` is the third operand.
        case `if`, unless
    }

    case simple(RPMRelation)
    case combined(Operator, [RichDependency])

    /// How deep brackets may be.
    private static let depthLimit = 32

    /// Reads a dependency in brackets; nil for text that is none.
    init?(_ text: String) {
        var words = Self.words(text)[...]
        guard let read = Self.group(&words, depth: 0), words.isEmpty else { return nil }
        self = read
    }

    /// Brackets that belong to the dependency are words of their own; those of names, `libc.so.6(GLIBC_2.34)`, are not.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        for part in text.split(separator: " ") {
            var word = part
            while word.hasPrefix("(") {
                words.append("(")
                word = word.dropFirst()
            }
            var closing = 0
            while word.hasSuffix(")"), word.count(where: { $0 == ")" }) > word.count(where: { $0 == "(" }) {
                closing += 1
                word = word.dropLast()
            }
            if !word.isEmpty { words.append(word) }
            words += repeatElement(")", count: closing)
        }
        return words
    }

    private static func group(_ words: inout ArraySlice<Substring>, depth: Int) -> RichDependency? {
        guard depth < depthLimit, words.popFirst() == "(", let first = operand(&words, depth) else { return nil }
        var operands = [first]
        var found: Operator?
        while let word = words.popFirst(), word != ")" {
            guard word == "else" ? isConditional(found) && operands.count == 2 : isNext(word, found) else { return nil }
            found = found ?? Operator(rawValue: String(word))
            guard let next = operand(&words, depth) else { return nil }
            operands.append(next)
            if words.isEmpty { return nil }
        }
        guard let found else { return operands.count == 1 ? first : nil }
        return .combined(found, operands)
    }

    /// One operator in one pair of brackets; only `and`, `or` and `with` may be repeated.
    private static func isNext(_ word: Substring, _ found: Operator?) -> Bool {
        guard let next = Operator(rawValue: String(word)) else { return false }
        return found == nil || (found == next && [.and, .or, .with].contains(next))
    }

    private static func isConditional(_ found: Operator?) -> Bool { found == .if || found == .unless }

    private static func operand(_ words: inout ArraySlice<Substring>, _ depth: Int) -> RichDependency? {
        if words.first == "(" { return group(&words, depth: depth + 1) }
        guard let name = words.popFirst(), name != ")", Operator(rawValue: String(name)) == nil else { return nil }
        guard let sign = words.first, let comparison = comparison(sign) else {
            return .simple(RPMRelation(name: String(name), bound: nil, isPre: false))
        }
        words.removeFirst()
        guard let version = words.popFirst(), version != "(", version != ")" else { return nil }
        guard let version = RPMVersion(parsing: String(version)) else { return nil }
        let bound = RPMRelation.Bound(comparison: comparison, version: version)
        return .simple(RPMRelation(name: String(name), bound: bound, isPre: false))
    }

    private static func comparison(_ sign: Substring) -> RPMRelation.Comparison? {
        switch sign {
        case "<": .less
        case "<=": .lessOrEqual
        case "=", "==": .equal
        case ">=": .greaterOrEqual
        case ">": .greater
        default: nil
        }
    }
}
