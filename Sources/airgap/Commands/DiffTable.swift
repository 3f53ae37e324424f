import AirgapCore

/// The differences as CSV (RFC 4180), for the people who approve transfers.
struct DiffTable {
    private static let header = [
        "change", "architecture", "module", "group", "name", "old_version", "new_version", "old_size", "new_size",
        "old_digest", "new_digest", "source",
    ]

    let report: DiffReport

    /// Lines end with CR LF, as the RFC has it.
    var text: String {
        let rows = report.parts.flatMap { part in part.changes.map { Self.row($0, part.architecture) } }
        return ([Self.header] + rows).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func row(_ change: InventoryChange, _ architecture: Architecture) -> [String] {
        let (old, new) = (change.old, change.new)
        return [
            change.kind.rawValue, architecture.debian, change.module.rawValue, change.group, change.name,
            old?.version ?? "", new?.version ?? "", old?.size.map(String.init) ?? "", new?.size.map(String.init) ?? "",
            old?.digest?.description ?? "", new?.digest?.description ?? "", new?.source ?? old?.source ?? "",
        ]
    }

    /// Quoted where needed; what a spreadsheet would take for a formula gets an apostrophe in front.
    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let plain = isFormula ? "'" + text : text
        guard plain.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
