/// A regular expression of the filters `regex_replace` and the tests `match` and `search`.
struct Pattern {
    private let node: PatternNode
    let groupCount: Int
    private let repeatedGroups: Set<Int>

    /// - Throws: `PatternError`.
    init(_ pattern: String) throws(PatternError) {
        var parser = PatternParser(pattern)
        node = try parser.parse()
        groupCount = parser.groupCount
        repeatedGroups = parser.repeatedGroups
    }

    /// Whether it matches: at the start, or anywhere.
    ///
    /// - Throws: `PatternError.tooManySteps`.
    func matches(_ text: String, anywhere: Bool, steps: inout Int) throws(PatternError) -> Bool {
        var matcher = PatternMatcher(Array(text.unicodeScalars), groupCount: groupCount, steps: steps)
        defer { steps = matcher.steps }
        for start in 0...(anywhere ? matcher.text.count : 0) {
            if try matcher.matches(node, at: start, mustAdvance: false) { return true }
        }
        return false
    }

    /// Replaces matches from left to right, as Python's `re.sub` does.
    ///
    /// - Parameters:
    ///   - text: where to look.
    ///   - replacement: with `\1` and `\g<1>` for groups.
    ///   - limit: how many at most; 0 for all.
    ///   - longest: the longest result in bytes.
    ///   - steps: what is left of the budget.
    /// - Returns: the text with the replacements.
    /// - Throws: `PatternError`.
    func replacing(
        _ text: String, with replacement: String, limit: Int, longest: Int, steps: inout Int
    ) throws(PatternError) -> String {
        let parts = try PatternReplacement.parts(replacement, groupCount: groupCount, repeated: repeatedGroups)
        var matcher = PatternMatcher(Array(text.unicodeScalars), groupCount: groupCount, steps: steps)
        defer { steps = matcher.steps }
        var result = String.UnicodeScalarView()
        var bytes = 0
        var copied = 0
        var start = 0
        var mustAdvance = false
        var count = 0
        func append(_ scalars: some Sequence<Unicode.Scalar>) throws(PatternError) {
            for scalar in scalars {
                bytes += UTF8.width(scalar)
                result.append(scalar)
            }
            guard bytes <= longest else { throw .tooManySteps }
        }
        while start <= matcher.text.count, limit == 0 || count < limit {
            guard try matcher.matches(node, at: start, mustAdvance: mustAdvance), let match = matcher.groups[0] else {
                mustAdvance = false
                start += 1
                continue
            }
            try append(matcher.text[copied..<match.lowerBound])
            for part in parts {
                switch part {
                case .text(let text): try append(text.unicodeScalars)
                case .group(let number):
                    if let range = matcher.groups[number] { try append(matcher.text[range]) }
                }
            }
            copied = match.upperBound
            mustAdvance = match.isEmpty
            start = match.upperBound
            count += 1
        }
        try append(matcher.text[copied...])
        return String(result)
    }
}
