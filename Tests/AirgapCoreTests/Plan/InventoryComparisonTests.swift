import AirgapCore
import TestSupport
import Testing

/// Two lists, and what is said of their differences.
struct InventoryComparisonTests {
    private static let module = ModuleName(rawValue: "m")

    private static func item(_ text: String) -> InventoryItem {
        let parts = text.split(separator: " ").map(String.init)
        return InventoryItem(
            name: parts[0], version: parts[1], size: Int64(parts[2]), digest: Digest(of: text.utf8), source: "")
    }

    @Test(arguments: [
        (["etcd 3.5.12 1000000"], ["etcd 3.5.14 2200000"], ["etcd 3.5.12 -> 3.5.14, +1.20 MB"]),
        (["a 1 10"], [], ["a 1, 10 B"]), ([], ["a 1 ?"], ["a 1"]),
        (["a 1 10", "a 2 10"], ["a 2 10", "a 3 10"], ["a 1 -> 3, same size"]),
        (["a 1 30"], ["a 1 10"], ["a 1: other content, -20 B"]), (["a 1 10"], ["a 1 10"], []),
        (["a 1 10", "a 2 10"], ["a 2 11"], ["a 1, 10 B", "a 2: other content, +1 B"]),
    ])
    func `words`(_ old: [String], _ new: [String], _ words: [String]) {
        let changes = InventoryComparison.changes(Self.module, from: old.map(Self.item), to: new.map(Self.item))
        #expect(changes.map(\.words) == words)
    }

    /// Whatever the lists are: removing what went and adding what came turns one into the other.
    @Test func `the changes lead from one list to the other`() {
        var random = SeededRandom(seed: 3)
        func list(_ random: inout SeededRandom) -> [InventoryItem] {
            let texts = (0..<random.below(12)).map { _ in
                "n\(random.below(4)) \(random.below(4)) \(random.below(3))"
            }
            return Set(texts).map(Self.item)
        }
        for _ in 0..<500 {
            let (old, new) = (list(&random), list(&random))
            let changes = InventoryComparison.changes(Self.module, from: old, to: new)
            let gone = Set(changes.compactMap(\.old))
            #expect(Set(old).subtracting(gone).union(changes.compactMap(\.new)) == Set(new))
            #expect(changes.allSatisfy { $0.old != $0.new })
        }
    }
}
