/// In which order units are read: large ones that no module looks into first, the largest first of all, so that the last
/// does not keep one processor busy alone; the others in groups, in the archive's order, as modules want their members.
struct UnitSchedule {
    /// Compressed bytes from which on a unit is large.
    private static let large: Int64 = 1 << 20
    /// Bytes of archive, and units, that one group has at most, unless it has two units only: those are hashed abreast.
    private static let groupSize: Int64 = 4 << 20
    private static let groupCount = 32

    /// Numbers of the large units; who has read one takes the next.
    let early: [Int]
    /// Groups of numbers of the others.
    private var groups: ArraySlice<[Int]>

    init(_ map: BundleMap, _ interests: [MemberInterest]) {
        let isEarly = map.units.map { unit in
            unit.compressed >= Self.large && interests[unit.entries].allSatisfy { $0 == .digest }
        }
        early = map.units.indices.filter { isEarly[$0] }
            .sorted { (map.units[$1].compressed, $0) < (map.units[$0].compressed, $1) }
        groups = Self.groups(map.units.indices.filter { !isEarly[$0] }, map)[...]
    }

    private static func groups(_ units: [Int], _ map: BundleMap) -> [[Int]] {
        var groups: [[Int]] = []
        var room: Int64 = 0
        for unit in units {
            let size = map.units[unit].chunks.reduce(Int64(0)) { $0 + Int64(map.index.chunks[$1].content) }
            if let last = groups.last, last.count < 2 || size <= room && last.count < groupCount {
                groups[groups.count - 1].append(unit)
                room -= size
            } else {
                groups.append([unit])
                room = groupSize - size
            }
        }
        return groups
    }

    /// The group that is read next.
    mutating func next() -> [Int]? { groups.popFirst() }
}
