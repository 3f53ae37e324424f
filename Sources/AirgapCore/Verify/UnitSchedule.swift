/// In which order units are read: large ones that no module looks into first, the largest first of all, so that the last
/// does not keep one processor busy alone; the others in the archive's order, as modules want their members.
struct UnitSchedule {
    /// Bytes from which on a unit is large.
    private static let large: Int64 = 16 << 20

    /// Numbers of units.
    private(set) var waiting: ArraySlice<Int>

    init(_ map: BundleMap, _ interests: [MemberInterest]) {
        let isEarly = map.units.map { unit in
            unit.compressed >= Self.large && interests[unit.entries].allSatisfy { $0 == .digest }
        }
        let early = map.units.indices.filter { isEarly[$0] }
            .sorted { (map.units[$1].compressed, $0) < (map.units[$0].compressed, $1) }
        waiting = (early + map.units.indices.filter { !isEarly[$0] })[...]
    }

    mutating func next() -> Int? { waiting.popFirst() }
}
