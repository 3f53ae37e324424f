import AirgapCore

/// What `airgap diff` found; text, JSON and CSV come from this one value.
struct DiffReport: Codable {
    /// One architecture's part.
    struct Part: Codable {
        let architecture: Architecture
        let changes: [InventoryChange]
    }

    let old: String
    let new: String
    let parts: [Part]
    /// What is known of the signatures; nil when they were not asked for.
    var oldSignature: SignatureState?
    var newSignature: SignatureState?

    var isSame: Bool { parts.allSatisfy(\.changes.isEmpty) }

    var text: String {
        let body = parts.filter { !$0.changes.isEmpty }.map { part in
            let list = ChangeList(part.changes)
            return "\(part.architecture.debian): \(list.summary)\n\(list.text)"
        }
        let signatures = [(old, oldSignature), (new, newSignature)].compactMap { name, signature in
            signature.map { "\(name): \($0.text)\n" }
        }
        return "\(old) -> \(new)\n" + signatures.joined() + "\n"
            + (isSame ? "No differences." : body.joined(separator: "\n\n"))
    }
}
