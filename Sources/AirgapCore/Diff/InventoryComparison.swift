/// Compares two lists of the same module.
package enum InventoryComparison {
    private struct Key: Hashable {
        let group: String
        let key: String
    }

    /// The differences, sorted by group and name: what has one key on both sides and differs has changed.
    package static func changes(
        _ module: ModuleName, from old: [InventoryItem], to new: [InventoryItem]
    ) -> [InventoryChange] {
        let before = Dictionary(grouping: old) { Key(group: $0.group, key: $0.key) }
        let after = Dictionary(grouping: new) { Key(group: $0.group, key: $0.key) }
        let changes = Set(before.keys).union(after.keys).flatMap { key in
            pairs(before[key] ?? [], after[key] ?? []).map { InventoryChange(module, old: $0.old, new: $0.new) }
        }
        return changes.sorted { ($0.group, $0.name, $0.words) < ($1.group, $1.name, $1.words) }
    }

    /// What is the same on both sides goes away; then equal versions belong together, then one another in order.
    private static func pairs(
        _ old: [InventoryItem], _ new: [InventoryItem]
    ) -> [(old: InventoryItem?, new: InventoryItem?)] {
        var left = old.filter { item in !new.contains { isSame($0, item) } }.sorted()
        var right = new.filter { item in !old.contains { isSame($0, item) } }.sorted()
        var result: [(old: InventoryItem?, new: InventoryItem?)] = []
        for item in left {
            guard let index = right.firstIndex(where: { $0.version == item.version }) else { continue }
            result.append((item, right.remove(at: index)))
            left.removeAll { $0 == item }
        }
        while !left.isEmpty || !right.isEmpty {
            result.append((left.isEmpty ? nil : left.removeFirst(), right.isEmpty ? nil : right.removeFirst()))
        }
        return result
    }

    /// Where it comes from and what it is called does not matter when version and bytes are the same.
    private static func isSame(_ left: InventoryItem, _ right: InventoryItem) -> Bool {
        left.version == right.version && left.digest == right.digest
            && (left.digest != nil || left.size == right.size)
    }
}
