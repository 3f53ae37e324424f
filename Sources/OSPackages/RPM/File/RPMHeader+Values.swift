/// The values of a header by tag.
extension RPMHeader {
    /// The most values of one tag, several times what any known package has.
    static let valueLimit = 500_000

    /// The texts of a tag; none when there is no such tag.
    ///
    /// - Throws: `RPMFileError` for another type, or too many.
    func texts(_ tag: UInt32) throws(RPMFileError) -> [String] {
        guard let entry = try entry(tag, { $0.isText }) else { return [] }
        return bytes[entry.range].withUnsafeBufferPointer { buffer in
            var result: [String] = []
            result.reserveCapacity(entry.count)
            var rest = buffer[...]
            for _ in 0..<entry.count {
                let text = rest.prefix { $0 != 0 }
                result.append(Self.string(text))
                rest = rest.dropFirst(text.count + 1)
            }
            return result
        }
    }

    /// The first text of a tag: of a translated one, the untranslated.
    ///
    /// - Throws: `RPMFileError` for another type.
    func text(_ tag: UInt32) throws(RPMFileError) -> String? {
        guard let entry = try entry(tag), entry.type.isText else { return try texts(tag).first }
        guard entry.count > 0 else { return nil }
        return Self.string(bytes[entry.range].prefix { $0 != 0 })
    }

    /// Texts of old packages may have any encoding: what is not UTF-8 is taken for ISO 8859-1, as createrepo_c does.
    private static func string(_ bytes: some Collection<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// The numbers of a tag, of any width; none when there is no such tag.
    ///
    /// - Throws: `RPMFileError` for another type, or too many.
    func numbers(_ tag: UInt32) throws(RPMFileError) -> [UInt64] {
        guard let entry = try entry(tag, { $0.isNumber }) else { return [] }
        let width = entry.type.width
        return bytes[entry.range].withUnsafeBufferPointer { buffer in
            (0..<entry.count).map { position in
                buffer[position * width..<(position + 1) * width].reduce(0) { $0 << 8 | UInt64($1) }
            }
        }
    }

    /// The first number of a tag.
    ///
    /// - Throws: `RPMFileError` for another type, or too many.
    func number(_ tag: UInt32) throws(RPMFileError) -> UInt64? { try numbers(tag).first }

    /// The bytes of a binary tag.
    ///
    /// - Throws: `RPMFileError` for another type.
    func binary(_ tag: UInt32) throws(RPMFileError) -> ArraySlice<UInt8>? {
        guard let entry = try entry(tag) else { return nil }
        guard entry.type == .binary else { throw wrongType(tag) }
        return bytes[entry.range]
    }

    private func entry(_ tag: UInt32, _ isWanted: (RPMValueType) -> Bool) throws(RPMFileError) -> Entry? {
        guard let entry = try entry(tag) else { return nil }
        guard isWanted(entry.type) else { throw wrongType(tag) }
        guard entry.count <= Self.valueLimit else {
            throw .tooLarge(part, what: "values of tag \(tag)", value: UInt64(entry.count), limit: Self.valueLimit)
        }
        return entry
    }

    private func wrongType(_ tag: UInt32) -> RPMFileError {
        .badEntry(part, tag: tag, problem: "its value has an unexpected type")
    }
}

extension RPMHeader {
    func texts(_ tag: RPMTag) throws(RPMFileError) -> [String] { try texts(tag.rawValue) }
    func text(_ tag: RPMTag) throws(RPMFileError) -> String? { try text(tag.rawValue) }
    func numbers(_ tag: RPMTag) throws(RPMFileError) -> [UInt64] { try numbers(tag.rawValue) }
    func number(_ tag: RPMTag) throws(RPMFileError) -> UInt64? { try number(tag.rawValue) }
    func text(_ tag: RPMSignatureTag) throws(RPMFileError) -> String? { try text(tag.rawValue) }
    func number(_ tag: RPMSignatureTag) throws(RPMFileError) -> UInt64? { try number(tag.rawValue) }
    func binary(_ tag: RPMSignatureTag) throws(RPMFileError) -> ArraySlice<UInt8>? { try binary(tag.rawValue) }
}
