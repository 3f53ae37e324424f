#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers for texts, the same text the same number: most names and versions of a repository stand there many times.
///
/// The texts lie one after the other, each ended by NUL, in the order of their numbers.
struct TextTable {
    private static let slotCount = 1 << 18
    private static let countLimit = 1 << 17
    private static let byteLimit = 32 << 20

    /// How often numbers began again before this table.
    let generation: Int
    private var slots: [Int32] = []
    private var starts: [Int32] = []
    private(set) var bytes: [UInt8] = []

    /// Whether it is time to begin again: numbers given until then are void.
    var isFull: Bool { starts.count >= Self.countLimit || bytes.count >= Self.byteLimit }

    init(generation: Int = 0) { self.generation = generation }

    /// The number of a text, which has no NUL.
    mutating func number(_ text: UnsafeRawBufferPointer) -> Int32 {
        if slots.isEmpty { slots = [Int32](repeating: -1, count: Self.slotCount) }
        var slot = Self.hash(text)
        while slots[slot] >= 0 {
            if isEqual(slots[slot], text) { return slots[slot] }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        let number = Int32(truncatingIfNeeded: starts.count)
        slots[slot] = number
        starts.append(Int32(truncatingIfNeeded: bytes.count))
        bytes.append(contentsOf: text)
        bytes.append(0)
        return number
    }

    /// A copy of a number's text.
    func string(_ number: Int32) -> String {
        String(decoding: bytes[range(number)], as: UTF8.self)
    }

    private func range(_ number: Int32) -> Range<Int> {
        let next = Int(number) + 1
        return Int(starts[Int(number)])..<(next < starts.count ? Int(starts[next]) : bytes.count) - 1
    }

    private func isEqual(_ number: Int32, _ text: UnsafeRawBufferPointer) -> Bool {
        let range = range(number)
        guard range.count == text.count else { return false }
        guard let other = text.baseAddress else { return true }
        return bytes.withUnsafeBytes { all in
            all.baseAddress.map { memcmp($0 + range.lowerBound, other, text.count) == 0 } ?? false
        }
    }

    /// Eight bytes at a time; the last eight may be taken twice.
    private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
        var hash = UInt64(text.count)
        var position = 0
        while position + 8 <= text.count {
            hash = mixed(hash, text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        if text.count >= 8 {
            hash = mixed(hash, text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self))
        } else {
            var word: UInt64 = 0
            for byte in text { word = word << 8 | UInt64(byte) }
            hash = mixed(hash, word)
        }
        return Int(truncatingIfNeeded: hash >> 40) & (slotCount - 1)
    }

    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 29
    }
}
