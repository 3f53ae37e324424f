import AirgapCore

/// Differences as people read them: a heading for each module, a line for each difference.
struct ChangeList {
    private let changes: [InventoryChange]

    init(_ changes: [InventoryChange]) {
        self.changes = changes
    }

    var text: String {
        var lines: [String] = []
        var heading = ""
        for change in changes {
            let own = change.module.rawValue + (change.group.isEmpty ? "" : " \(change.group)")
            if own != heading {
                heading = own
                lines.append("  \(own)")
            }
            let kind = change.kind.rawValue
            lines.append("    \(kind)\(String(repeating: " ", count: 9 - kind.count))\(change.words)")
        }
        return lines.joined(separator: "\n")
    }

    /// `3 changed, 1 added, +12.3 MB`.
    var summary: String {
        let counts = InventoryChange.Kind.allCases.compactMap { kind -> String? in
            let count = changes.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        let known = changes.compactMap(\.growth)
        let growth = known.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
        return (counts + (known.isEmpty ? [] : [InventoryChange.signed(growth)])).joined(separator: ", ")
    }
}
