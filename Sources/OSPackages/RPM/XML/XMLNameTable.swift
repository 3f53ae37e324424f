#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers for the names of one document: the vocabulary's own, and how many others there are.
///
/// The others are counted because expat keeps every different name for as long as it lives.
struct XMLNameTable {
    /// How many different names a document may have.
    static let limit = 400
    private static let slotCount = 1024

    /// What a name is.
    enum Entry {
        /// By its position in the vocabulary.
        case known(Int)
        case other
        case tooLong
        case tooMany
    }

    private var slots = [Int16](repeating: -1, count: slotCount)
    private var names: [[CChar]] = []
    private let knownCount: Int
    private let nameBytes: Int

    /// - Parameters:
    ///   - vocabulary: the names that get numbers; fewer than the limit.
    ///   - nameBytes: the longest name, in bytes.
    init(vocabulary: [String], nameBytes: Int) {
        knownCount = vocabulary.count
        self.nameBytes = nameBytes
        for name in vocabulary {
            name.withCString { _ = find($0, localPart: false) }
        }
    }

    /// Looks up a name that ends with NUL.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - localPart: whether a prefix and its colon are left out.
    /// - Returns: what the name is.
    mutating func find(_ name: UnsafePointer<CChar>, localPart: Bool) -> Entry {
        var start = 0
        var end = 0
        var hash: UInt32 = 2_166_136_261
        while name[end] != 0 {
            let byte = UInt8(bitPattern: name[end])
            end += 1
            if localPart, byte == UInt8(ascii: ":") {
                start = end
                hash = 2_166_136_261
            } else {
                hash = (hash ^ UInt32(byte)) &* 16_777_619
            }
            if end > nameBytes { return .tooLong }
        }
        return find(UnsafeBufferPointer(start: name + start, count: end - start), hash)
    }

    private mutating func find(_ name: UnsafeBufferPointer<CChar>, _ hash: UInt32) -> Entry {
        var slot = Int(hash ^ hash >> 15) & (Self.slotCount - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if Self.isEqual(names[number], name) { return number < knownCount ? .known(number) : .other }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        guard names.count < Self.limit else { return .tooMany }
        slots[slot] = Int16(truncatingIfNeeded: names.count)
        names.append(Array(name))
        return names.count <= knownCount ? .known(names.count - 1) : .other
    }

    private static func isEqual(_ known: [CChar], _ name: UnsafeBufferPointer<CChar>) -> Bool {
        guard known.count == name.count else { return false }
        return known.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress, let second = name.baseAddress else { return true }
            return memcmp(first, second, bytes.count) == 0
        }
    }
}
