/// The slots: one that is being filled, those that are full, those that are free.
final class PackRing {
    private var current: PackSlot
    private var idle: [PackSlot]
    private(set) var full: [PackSlot] = []

    /// - Parameter slots: how many; at least four.
    init(slots: Int) {
        idle = (1..<max(slots, 4)).map { _ in PackSlot() }
        current = PackSlot()
    }

    /// Where the next bytes of a file go; never empty as long as full slots are taken away in time.
    var free: UnsafeMutableRawBufferPointer { current.free }

    /// Takes bytes of the archive.
    func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { take($0) }
    }

    /// Takes bytes of the archive.
    func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let count = current.take(rest)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if current.isFull { cut() }
        }
    }

    /// Takes bytes of a file, not more than `free` has.
    func take(_ bytes: UnsafeRawBufferPointer, of file: PackedFile) {
        current.take(bytes, of: file)
        if current.isFull { cut() }
    }

    /// A file has ended.
    func end(_ file: PackedFile) { current.end(file) }

    /// Ends the current chunk.
    func cut() {
        guard current.filled > 0, let next = idle.popLast() else { return }
        full.append(current)
        current = next
    }

    /// Whether the reader can go on: a header and a chunk must find room.
    var hasRoom: Bool { idle.count >= 2 }

    /// Takes the full slots away.
    func takeFull() -> [PackSlot] {
        defer { full = [] }
        return full
    }

    /// Gives a slot back.
    func giveBack(_ slot: PackSlot) {
        slot.reset()
        idle.append(slot)
    }
}
