import AirgapCore

/// A package's control paragraph, out of its .deb file.
struct DebControl: Sendable {
    /// Fields that only an index has: they would stand twice.
    private static let indexFields: Set<String> = ["filename", "size", "sha256"]

    /// The paragraph as it stands, without blank lines around it.
    let text: String
    let name: String
    let version: String
    let architecture: String

    /// Reads a control file.
    ///
    /// - Throws: `ControlError`.
    init(_ bytes: [UInt8]) throws(ControlError) {
        let paragraphs = try ControlParagraph.parse(bytes)
        guard paragraphs.count == 1, let fields = paragraphs.first else { throw .notOneParagraph }
        if let extra = fields.fields.first(where: { Self.indexFields.contains($0.name.lowercased()) }) {
            throw .unusable(extra.name, extra.value)
        }
        name = try Self.required("Package", fields)
        version = try Self.required("Version", fields)
        architecture = try Self.required("Architecture", fields)
        let lines = String(decoding: bytes, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" }
        text = lines.filter { !$0.allSatisfy { $0 == " " || $0 == "\t" } }.joined(separator: "\n")
    }

    private static func required(_ name: String, _ fields: ControlParagraph) throws(ControlError) -> String {
        guard let value = fields[name], !value.isEmpty else { throw .missing(name) }
        return value
    }

    /// Checks that it is the package that was asked for.
    ///
    /// - Throws: `DebArchiveError.differs`.
    func check(name: String, version: String, architecture: String) throws(DebArchiveError) {
        let pairs = [
            ("Package", name, self.name), ("Version", version, self.version),
            ("Architecture", architecture, self.architecture),
        ]
        for (field, expected, found) in pairs where expected != found {
            throw .differs(field: field, expected: expected, found: found)
        }
    }
}
