/// Findings in the order found, not more than a person can use.
struct FindingList {
    /// The most that are kept; the others are counted.
    static let limit = 1000

    private(set) var kept: [Finding] = []
    private(set) var count = 0

    mutating func add(_ finding: Finding) {
        count += 1
        if kept.count < Self.limit { kept.append(finding) }
    }

    mutating func add(_ findings: [Finding]) {
        for finding in findings { add(finding) }
    }

    /// Takes the findings of another list, and counts those that it has only counted.
    mutating func add(_ other: FindingList) {
        add(other.kept)
        count += other.count - other.kept.count
    }

    /// Those kept, by member in byte order.
    mutating func sort() { kept.sort { $0.member.utf8.lexicographicallyPrecedes($1.member.utf8) } }

    /// Those kept, and a last one that counts the others.
    var all: [Finding] {
        count > kept.count ? kept + [Finding("…", "\(count - kept.count) more findings")] : kept
    }
}
