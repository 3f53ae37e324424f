/// Puts finished slots back into the order in which they were begun, and hands them to one writer at a time.
struct PackOrder {
    private var begun = 0
    private var ordered = 0
    private var waiting: [Int: PackSlot] = [:]
    private var ready: [PackSlot] = []
    private var isWriting = false

    /// Whether anything is not written yet.
    var isBusy: Bool { begun > ordered || !ready.isEmpty || isWriting }

    /// The number of the next slot.
    mutating func begin() -> Int {
        defer { begun += 1 }
        return begun
    }

    /// Takes a finished slot.
    mutating func finished(_ number: Int, _ slot: PackSlot) {
        waiting[number] = slot
        while let next = waiting.removeValue(forKey: ordered) {
            ready.append(next)
            ordered += 1
        }
    }

    /// What can be written now; nil while a writer is at work, or when nothing is ready.
    mutating func nextBatch() -> [PackSlot]? {
        guard !isWriting, !ready.isEmpty else { return nil }
        isWriting = true
        defer { ready = [] }
        return ready
    }

    /// The writer is done.
    mutating func written() { isWriting = false }
}
