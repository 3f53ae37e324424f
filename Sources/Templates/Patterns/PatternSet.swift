/// A class of scalars: `[a-z_]`, `\d`.
struct PatternSet: Sendable {
    enum Member: Sendable {
        case range(ClosedRange<UInt32>)
        case digit
        case notDigit
        case word
        case notWord
        case space
        case notSpace

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .range(let range): range.contains(scalar.value)
            case .digit: PatternSet.isDigit(scalar)
            case .notDigit: !PatternSet.isDigit(scalar)
            case .word: PatternSet.isWord(scalar)
            case .notWord: !PatternSet.isWord(scalar)
            case .space: scalar.isTemplateSpace
            case .notSpace: !scalar.isTemplateSpace
            }
        }
    }

    var members: [Member]
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        members.contains { $0.contains(scalar) } != isNegated
    }

    /// The class of a letter after a backslash; nil for another letter.
    static func named(_ letter: Unicode.Scalar) -> Member? {
        switch letter {
        case "d": .digit
        case "D": .notDigit
        case "w": .word
        case "W": .notWord
        case "s": .space
        case "S": .notSpace
        default: nil
        }
    }

    /// Python's `\d` in a text.
    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }

    /// Python's `\w` in a text: `str.isalnum`, or an underscore.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "_" { return true }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return false
        }
    }
}
