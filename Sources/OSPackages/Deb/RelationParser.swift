/// Reads dependency fields: alternatives with `|`, all of them with `,` (Debian Policy, section 7.1).
struct RelationParser {
    private let bytes: [UInt8]
    private var position = 0

    /// Reads a field's value.
    ///
    /// - Returns: the groups in order, each with its alternatives in order, at least one.
    /// - Throws: `RelationError`.
    static func groups(in bytes: [UInt8]) throws(RelationError) -> [[Relation]] {
        var parser = RelationParser(bytes)
        return try parser.allGroups()
    }

    /// The names of a `Provides` field, without their versions; what is no name is left out.
    static func names(in bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Void) {
        for part in bytes.split(separator: UInt8(ascii: ",")) {
            let start = part.firstIndex { !isSpace($0) } ?? part.endIndex
            let end = part[start...].firstIndex { !isNameByte($0) } ?? part.endIndex
            if start < end { take(UnsafeRawBufferPointer(rebasing: part[start..<end])) }
        }
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func allGroups() throws(RelationError) -> [[Relation]] {
        var groups: [[Relation]] = []
        while true {
            while skipSpace(), current == UInt8(ascii: ",") { position += 1 }
            guard current != nil else { return groups }
            var group = [try relation()]
            while skipSpace(), current == UInt8(ascii: "|") {
                position += 1
                group.append(try relation())
            }
            guard current == nil || current == UInt8(ascii: ",") else { throw failure }
            groups.append(group)
        }
    }

    private mutating func relation() throws(RelationError) -> Relation {
        skipSpace()
        let name = take(while: Self.isNameByte)
        guard !name.isEmpty else { throw failure }
        var qualifier: String?
        if current == UInt8(ascii: ":") {
            position += 1
            qualifier = take(while: Self.isNameByte)
        }
        skipSpace()
        let constraint = try constraint()
        skipSpace()
        try skipBracketed()
        return Relation(name: name, qualifier: qualifier, constraint: constraint)
    }

    private mutating func constraint() throws(RelationError) -> Relation.Constraint? {
        guard current == UInt8(ascii: "(") else { return nil }
        position += 1
        skipSpace()
        let sign = take { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") }
        skipSpace()
        let version = take { !Self.isSpace($0) && $0 != UInt8(ascii: ")") && $0 > 0x20 && $0 < 0x7F }
        skipSpace()
        guard current == UInt8(ascii: ")"), !version.isEmpty, let comparison = Self.comparison(sign) else {
            throw failure
        }
        position += 1
        return Relation.Constraint(comparison: comparison, version: version)
    }

    /// `<` and `>` are the old spellings of `<=` and `>=`.
    private static func comparison(_ sign: String) -> Relation.Operator? {
        switch sign {
        case "<": .earlierOrEqual
        case ">": .laterOrEqual
        default: Relation.Operator(rawValue: sign)
        }
    }

    /// Architecture lists and build profiles belong to source packages; in a binary package they say nothing.
    private mutating func skipBracketed() throws(RelationError) {
        while current == UInt8(ascii: "[") || current == UInt8(ascii: "<") {
            let end = current == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ">")
            guard let close = bytes[position...].firstIndex(of: end) else { throw failure }
            position = close + 1
            skipSpace()
        }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var failure: RelationError { RelationError(text: String(decoding: bytes, as: UTF8.self)) }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        while let byte = current, Self.isSpace(byte) { position += 1 }
        return true
    }

    private mutating func take(while condition: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = current, condition(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
