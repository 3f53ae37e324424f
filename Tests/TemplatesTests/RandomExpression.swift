/// Expressions of every kind, put together at random.
enum RandomExpression {
    private static let leaves = [
        "name", "one", "two", "minus", "enabled", "disabled", "none", "empty", "list", "map", "numbers", "'a'", "''",
        "3", "0", "plain_version", "no_such_variable", "nested", "deep.etcd", "'1.31'", "chain1", "none_list",
    ]
    private static let operators = [
        " + ", " - ", " * ", " // ", " % ", " ~ ", " == ", " != ", " < ", " >= ", " in ", " not in ", " and ", " or ",
    ]
    private static let suffixes = [
        " | lower", " | upper", " | default('d')", " | default('d', true)", " | length", " | first", " | last",
        " | join(',')", " | int", " | string", " | list", " | trim", " | replace('a', 'b')", " | bool", "[0]", "[-1]",
        "[1:]", ".first", "['first']", " is defined", " is none", " is string", " is not number", " is mapping",
        " is version('1.5', '<')", " is eq 1", " is in list", " | dict2items", " | select('defined')", ".0",
    ]

    static func make(depth: Int, using random: inout some RandomNumberGenerator) -> String {
        let leaf = leaves.randomElement(using: &random) ?? "one"
        guard depth > 0 else { return leaf }
        func part() -> String { make(depth: depth - 1, using: &random) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return leaf
        case 1: return "(\(part()))"
        case 2: return "not \(part())"
        case 3: return "-\(part())"
        case 4: return "\(part()) if \(part()) else \(part())"
        case 5: return "[\(part()), \(part())]"
        case 6, 7: return part() + (operators.randomElement(using: &random) ?? " ~ ") + part()
        default: return "(\(part()))" + (suffixes.randomElement(using: &random) ?? "")
        }
    }
}
