#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Strings out of bytes, the same string once: most names and versions of a repository stand there many times.
struct TextPool {
    private static let slotCount = 1 << 17
    private static let countLimit = 1 << 16
    private static let byteLimit = 16 << 20
    /// Texts up to here need no memory of their own.
    private static let smallCount = 15

    private var slots: [Int32] = []
    private var texts: [String] = []
    private var byteCount = 0

    /// The text of UTF-8 bytes.
    mutating func text(_ bytes: UnsafeRawBufferPointer) -> String {
        if bytes.count <= Self.smallCount { return String(decoding: bytes, as: UTF8.self) }
        if slots.isEmpty { slots = [Int32](repeating: -1, count: Self.slotCount) }
        var slot = Self.hash(bytes)
        while slots[slot] >= 0 {
            let text = texts[Int(slots[slot])]
            if Self.isEqual(text, bytes) { return text }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        slots[slot] = Int32(truncatingIfNeeded: texts.count)
        texts.append(text)
        byteCount += bytes.count
        if texts.count >= Self.countLimit || byteCount > Self.byteLimit { self = TextPool() }
        return text
    }

    private static func isEqual(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard text.utf8.count == bytes.count, let base = bytes.baseAddress else { return false }
        return text.utf8.withContiguousStorageIfAvailable { storage in
            storage.baseAddress.map { memcmp($0, base, bytes.count) == 0 } ?? false
        } ?? false
    }

    /// Eight bytes at a time; the last eight may be taken twice.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash = UInt64(bytes.count)
        var position = 0
        while position + 8 <= bytes.count {
            hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
        return Int(truncatingIfNeeded: hash >> 40) & (slotCount - 1)
    }

    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 29
    }
}
