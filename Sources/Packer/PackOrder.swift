/// Puts finished slots back into the order in which they were begun.
struct PackOrder {
    private var begun = 0
    private var written = 0
    private var waiting: [Int: PackSlot] = [:]

    /// How many are not written yet.
    var running: Int { begun - written }

    /// The number of the next slot.
    mutating func begin() -> Int {
        defer { begun += 1 }
        return begun
    }

    /// Takes a finished slot, and gives those whose turn it is.
    mutating func finished(_ compressed: CompressedSlot) -> [PackSlot] {
        waiting[compressed.number] = compressed.slot
        var ready: [PackSlot] = []
        while let next = waiting.removeValue(forKey: written) {
            ready.append(next)
            written += 1
        }
        return ready
    }
}
