/// Package names as small numbers, in the order in which they were first seen.
struct NameTable {
    /// Where each name stands in the arena.
    private(set) var places: [UInt32] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 12)
    private let arena: ByteArena

    init(arena: ByteArena) {
        self.arena = arena
    }

    /// Takes names that stand in an arena already.
    init(arena: ByteArena, places: [UInt32]) {
        self.arena = arena
        self.places = places
        var size = slots.count
        while places.count * 2 > size { size *= 2 }
        slots = [UInt32](repeating: .max, count: size)
        for number in 0..<UInt32(places.count) { slots[slot(of: bytes(of: number))] = number }
    }

    /// How many names there are.
    var count: Int { places.count }

    /// The number of a name, given anew when it was not seen before; nil when there is no more room.
    mutating func number(of name: UnsafeRawBufferPointer) -> UInt32? {
        let slot = self.slot(of: name)
        if slots[slot] != .max { return slots[slot] }
        guard let (offset, room) = arena.reserve(name.count + 4) else { return nil }
        room.storeBytes(of: UInt32(name.count), as: UInt32.self)
        UnsafeMutableRawBufferPointer(rebasing: room[4...]).copyMemory(from: name)
        let number = UInt32(places.count)
        places.append(offset)
        slots[slot] = number
        if places.count * 2 > slots.count { grow() }
        return number
    }

    /// The number of a name that was seen before.
    func find(_ name: String) -> UInt32? {
        Array(name.utf8).withUnsafeBytes { bytes in
            let number = slots[slot(of: bytes)]
            return number == .max ? nil : number
        }
    }

    /// The bytes of a name.
    func bytes(of number: UInt32) -> UnsafeRawBufferPointer {
        let offset = places[Int(number)]
        return arena.bytes(at: offset + 4, count: Int(arena.number(at: offset)))
    }

    private mutating func grow() {
        slots = [UInt32](repeating: .max, count: slots.count * 2)
        for number in 0..<UInt32(places.count) { slots[slot(of: bytes(of: number))] = number }
    }

    /// Where a name stands, or the free slot where it would stand. The hash is seeded anew in each run.
    private func slot(of name: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: name)
        let mask = slots.count - 1
        var slot = hasher.finalize() & mask
        while slots[slot] != .max, !bytes(of: slots[slot]).elementsEqual(name) { slot = (slot + 1) & mask }
        return slot
    }
}
