import AirgapCore

/// A paragraph of a small deb822 file: Release, control, *.sources (deb822(5)).
struct ControlParagraph: Sendable {
    /// One field. Continuation lines follow the first line, each behind a line end, without their first blank.
    struct Field: Sendable {
        let name: String
        let value: String
    }

    let fields: [Field]

    /// The value of the first field of that name; names are compared without regard to case.
    subscript(_ name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    /// The words of a field; none when it is absent.
    func words(_ name: String) -> [String] {
        (self[name] ?? "").split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init)
    }

    /// Reads all paragraphs.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - comments: whether lines that begin with `#` are left out.
    /// - Returns: the paragraphs that have fields, in order.
    /// - Throws: `ControlError` for text that is not deb822.
    static func parse(_ bytes: [UInt8], comments: Bool = false) throws(ControlError) -> [ControlParagraph] {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        var paragraphs: [ControlParagraph] = []
        var fields: [Field] = []
        var open: (name: String, lines: [Substring])?
        func close() {
            if let field = open { fields.append(Field(name: field.name, value: field.lines.joined(separator: "\n"))) }
            open = nil
        }
        for (number, raw) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = Substring(raw.last == 0x0D ? raw.dropLast() : raw)
            if comments, line.utf8.first == UInt8(ascii: "#") { continue }
            if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                close()
                if !fields.isEmpty { paragraphs.append(ControlParagraph(fields: fields)) }
                fields = []
            } else if line.utf8.first == 0x20 || line.utf8.first == 0x09 {
                guard open != nil else { throw .malformed(line: number + 1) }
                open?.lines.append(line.dropFirst())
            } else {
                close()
                open = try field(line, number: number + 1)
            }
        }
        close()
        if !fields.isEmpty { paragraphs.append(ControlParagraph(fields: fields)) }
        return paragraphs
    }

    private static func field(_ line: Substring, number: Int) throws(ControlError) -> (String, [Substring]) {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
            line[..<colon].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .malformed(line: number) }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        let end = value.lastIndex { $0 != " " && $0 != "\t" }
        return (String(line[..<colon]), [end.map { value[...$0] } ?? ""])
    }
}
