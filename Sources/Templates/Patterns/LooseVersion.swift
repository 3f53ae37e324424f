/// A version as Ansible's `version` test reads it (Python's LooseVersion): runs of digits, runs of `a`-`z`, and whatever
/// stands between them, without the dots.
struct LooseVersion {
    enum Part: Equatable {
        /// Decimal digits without leading zeros.
        case number([UInt8])
        case text(String)
    }

    let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text.utf8[...]
        while let first = rest.first {
            let kind = Self.kind(of: first)
            let run = rest.prefix { Self.kind(of: $0) == kind && (kind != .dot || $0 == first) }
            let length = kind == .dot ? 1 : run.count
            let piece = rest.prefix(length)
            rest = rest.dropFirst(length)
            switch kind {
            case .digit: parts.append(.number(Array(piece.drop { $0 == 48 })))
            case .letter, .other: parts.append(.text(String(decoding: piece, as: UTF8.self)))
            case .dot: break
            }
        }
        self.parts = parts
    }

    /// Smaller, equal or greater as -1, 0 or 1; nil when a number meets a text, which Python refuses.
    func compared(to other: LooseVersion) -> Int? {
        for (left, right) in zip(parts, other.parts) where left != right {
            switch (left, right) {
            case (.number(let left), .number(let right)):
                if left.count != right.count { return left.count < right.count ? -1 : 1 }
                return left.lexicographicallyPrecedes(right) ? -1 : 1
            case (.text(let left), .text(let right)):
                return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
            default: return nil
            }
        }
        return (parts.count - other.parts.count).signum()
    }

    private enum Kind {
        case digit
        case letter
        case dot
        case other
    }

    private static func kind(of byte: UInt8) -> Kind {
        switch byte {
        case 48...57: .digit
        case 97...122: .letter
        case UInt8(ascii: "."): .dot
        default: .other
        }
    }
}
