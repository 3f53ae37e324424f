/// Finds aliases in YAML text before it is parsed: with them a short document can be endlessly large.
enum YAMLAliases {
    /// Whether a name follows both a `&` and a `*`; no alias is missed, as libyaml reads names of letters, digits, `-`
    /// and `_` only.
    static func areIn(_ text: [UInt8]) -> Bool {
        var anchors: Set<ArraySlice<UInt8>> = []
        eachName(after: UInt8(ascii: "&"), in: text) { anchors.insert($0) }
        guard !anchors.isEmpty else { return false }
        var found = false
        eachName(after: UInt8(ascii: "*"), in: text) { found = found || anchors.contains($0) }
        return found
    }

    private static func eachName(after mark: UInt8, in text: [UInt8], _ take: (ArraySlice<UInt8>) -> Void) {
        var rest = text[...]
        while let position = rest.firstIndex(of: mark) {
            rest = rest[(position + 1)...]
            let name = rest.prefix(while: isName)
            if !name.isEmpty { take(name) }
            rest = rest[name.endIndex...]
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
