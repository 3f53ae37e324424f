/// Matches a pattern by backtracking, as Python does, within a number of steps.
struct PatternMatcher {
    /// How deep groups may be repeated into each other on one text.
    private static let deepest = 400

    let text: [Unicode.Scalar]
    /// The steps that are left.
    private(set) var steps: Int
    /// Start and end of each group; index 0 is the whole match.
    private(set) var groups: [Range<Int>?]
    private var depth = 0

    init(_ text: [Unicode.Scalar], groupCount: Int, steps: Int) {
        self.text = text
        self.steps = steps
        groups = Array(repeating: nil, count: groupCount + 1)
    }

    /// Matches at one place.
    ///
    /// - Parameters:
    ///   - node: the pattern.
    ///   - start: where the match begins.
    ///   - mustAdvance: whether a match of nothing does not count.
    /// - Returns: whether it matches; `groups` then has what.
    /// - Throws: `PatternError.tooManySteps`.
    mutating func matches(_ node: PatternNode, at start: Int, mustAdvance: Bool) throws(PatternError) -> Bool {
        for index in groups.indices { groups[index] = nil }
        return try match(node, start) { (matcher, end) throws(PatternError) in
            guard !mustAdvance || end > start else { return false }
            matcher.groups[0] = start..<end
            return true
        }
    }

    private typealias Continuation = (inout PatternMatcher, Int) throws(PatternError) -> Bool

    private mutating func match(
        _ node: PatternNode, _ position: Int, _ next: Continuation
    ) throws(PatternError) -> Bool {
        steps -= 1
        depth += 1
        defer { depth -= 1 }
        guard steps > 0, depth <= Self.deepest else { throw .tooManySteps }
        switch node {
        case .scalar, .any, .set:
            guard position < text.count, node.matchesAlone(text[position]) ?? false else { return false }
            return try next(&self, position + 1)
        case .anchor(let anchor): return holds(anchor, position) ? try next(&self, position) : false
        case .group(let node, nil): return try match(node, position, next)
        case .group(let node, let number?): return try group(node, number, position, next)
        case .sequence(let nodes): return try sequence(nodes[...], position, next)
        case .alternatives(let nodes):
            for node in nodes {
                if try match(node, position, next) { return true }
            }
            return false
        case .repetition(let node, let least, let most, let isGreedy):
            if node.matchesAlone("a") != nil {
                return try run(node, least, most, isGreedy, position, next)
            }
            return try rounds(node, least, most, isGreedy, position, next)
        }
    }

    private mutating func sequence(
        _ nodes: ArraySlice<PatternNode>, _ position: Int, _ next: Continuation
    ) throws(PatternError) -> Bool {
        guard let first = nodes.first else { return try next(&self, position) }
        return try match(first, position) { (matcher, end) throws(PatternError) in
            try matcher.sequence(nodes.dropFirst(), end, next)
        }
    }

    private mutating func group(
        _ node: PatternNode, _ number: Int, _ position: Int, _ next: Continuation
    ) throws(PatternError) -> Bool {
        let before = groups[number]
        let isMatch = try match(node, position) { (matcher, end) throws(PatternError) in
            let inner = matcher.groups[number]
            matcher.groups[number] = position..<end
            if try next(&matcher, end) { return true }
            matcher.groups[number] = inner
            return false
        }
        if !isMatch { groups[number] = before }
        return isMatch
    }

    /// Repetition of what matches one scalar each time: counted, not nested.
    private mutating func run(
        _ node: PatternNode, _ least: Int, _ most: Int, _ isGreedy: Bool, _ position: Int, _ next: Continuation
    ) throws(PatternError) -> Bool {
        var count = 0
        func hasMore(_ count: Int) -> Bool {
            count < most && position + count < text.count && node.matchesAlone(text[position + count]) ?? false
        }
        while count < least {
            guard hasMore(count) else { return false }
            count += 1
        }
        if isGreedy {
            while hasMore(count) { count += 1 }
            steps -= count
            while count >= least {
                guard steps > 0 else { throw .tooManySteps }
                steps -= 1
                if try next(&self, position + count) { return true }
                count -= 1
            }
            return false
        }
        while true {
            guard steps > 0 else { throw .tooManySteps }
            steps -= 1
            if try next(&self, position + count) { return true }
            guard hasMore(count) else { return false }
            count += 1
        }
    }

    private mutating func rounds(
        _ node: PatternNode, _ least: Int, _ most: Int, _ isGreedy: Bool, _ position: Int, _ next: Continuation
    ) throws(PatternError) -> Bool {
        if least == 0, !isGreedy, try next(&self, position) { return true }
        if most > 0 {
            let isMatch = try match(node, position) { (matcher, end) throws(PatternError) in
                try matcher.rounds(node, max(0, least - 1), most == .max ? most : most - 1, isGreedy, end, next)
            }
            if isMatch { return true }
        }
        return least == 0 && isGreedy ? try next(&self, position) : false
    }

    private func holds(_ anchor: PatternNode.Anchor, _ position: Int) -> Bool {
        switch anchor {
        case .start: return position == 0
        case .end: return position == text.count
        case .lineEnd: return position == text.count || position == text.count - 1 && text[position] == "\n"
        case .wordBoundary: return isBoundary(position)
        // Python before 3.14 finds no `\B` in an empty text.
        case .noWordBoundary: return !text.isEmpty && !isBoundary(position)
        }
    }

    private func isBoundary(_ position: Int) -> Bool {
        let before = position > 0 && PatternSet.isWord(text[position - 1])
        let after = position < text.count && PatternSet.isWord(text[position])
        return before != after
    }
}
