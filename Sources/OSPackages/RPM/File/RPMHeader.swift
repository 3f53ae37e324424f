/// A header of an rpm file: an index of typed values, and the store that holds them, all in big-endian order (rpm's
/// docs/manual/hregions.md and format_v4.md).
struct RPMHeader: Sendable {
    /// Magic, reserved bytes, number of entries, bytes of the store.
    static let introLength = 16
    private static let entryLength = 16
    private static let magic: [UInt8] = [0x8E, 0xAD, 0xE8, 0x01]

    /// Where a value is; it is known to lie within the store.
    struct Entry: Sendable {
        let type: RPMValueType
        let count: Int
        /// Indexes of `bytes`.
        let range: Range<Int>
    }

    let part: RPMHeaderPart
    /// The whole header, from its magic.
    let bytes: ArraySlice<UInt8>
    private var entries: [UInt32: Entry] = [:]
    private var duplicates: Set<UInt32> = []

    /// Reads the index and checks that every value lies within the store.
    ///
    /// - Parameters:
    ///   - bytes: the header from its magic to its last byte.
    ///   - part: which header it is, for the limits and for messages.
    /// - Throws: `RPMFileError`.
    init(_ bytes: ArraySlice<UInt8>, _ part: RPMHeaderPart) throws(RPMFileError) {
        self.part = part
        self.bytes = bytes
        let length = try Self.length(of: bytes, part)
        guard bytes.count == length else {
            throw bytes.count < length ? .prefixTooShort(needed: length) : .notHeader(part)
        }
        let count = Int(Self.number(bytes, 8))
        let store = bytes.dropFirst(Self.introLength + count * Self.entryLength)
        // Values do not overlap; then reading all takes no longer than reading the store once.
        var budget = store.count
        for number in 0..<count {
            let place = Self.introLength + number * Self.entryLength
            let tag = Self.number(bytes, place)
            let entry = try Self.entry(bytes, place, store, part)
            budget -= entry.range.count
            guard budget >= 0 else { throw .badEntry(part, tag: tag, problem: "its value overlaps another one") }
            if entries.updateValue(entry, forKey: tag) != nil { duplicates.insert(tag) }
        }
    }

    /// The entry of a tag.
    ///
    /// - Returns: nil when there is none.
    /// - Throws: `RPMFileError.duplicateTag`: readers would not agree which one counts.
    func entry(_ tag: UInt32) throws(RPMFileError) -> Entry? {
        guard !duplicates.contains(tag) else { throw .duplicateTag(part, tag: tag) }
        return entries[tag]
    }

    /// How many bytes the header at a place has.
    ///
    /// - Throws: `RPMFileError`; `prefixTooShort` when the first 16 bytes of it are not all there.
    static func length(in bytes: [UInt8], at start: Int, _ part: RPMHeaderPart) throws(RPMFileError) -> Int {
        let found = bytes.dropFirst(start)
        guard found.count >= introLength else { throw .prefixTooShort(needed: start + introLength) }
        return try length(of: found, part)
    }

    private static func length(of bytes: ArraySlice<UInt8>, _ part: RPMHeaderPart) throws(RPMFileError) -> Int {
        guard bytes.count >= introLength, bytes.starts(with: magic) else { throw .notHeader(part) }
        let count = number(bytes, 8)
        let store = number(bytes, 12)
        guard count > 0, count <= part.entryLimit else {
            throw .tooLarge(part, what: "entries", value: UInt64(count), limit: part.entryLimit)
        }
        guard store <= part.storeLimit else {
            throw .tooLarge(part, what: "bytes of values", value: UInt64(store), limit: part.storeLimit)
        }
        return introLength + Int(count) * entryLength + Int(store)
    }

    private static func entry(
        _ bytes: ArraySlice<UInt8>, _ place: Int, _ store: ArraySlice<UInt8>, _ part: RPMHeaderPart
    ) throws(RPMFileError) -> Entry {
        let tag = number(bytes, place)
        let code = number(bytes, place + 4)
        let offset = number(bytes, place + 8)
        let count = number(bytes, place + 12)
        guard let type = RPMValueType(rawValue: code) else {
            throw .badEntry(part, tag: tag, problem: "there is no type \(code)")
        }
        guard offset <= store.count, count <= store.count else {
            throw .badEntry(part, tag: tag, problem: "its value lies outside of the header")
        }
        guard Int(offset) % type.alignment == 0 else {
            throw .badEntry(part, tag: tag, problem: "its value is not aligned")
        }
        guard type != .string || count == 1 else { throw .badEntry(part, tag: tag, problem: "\(count) values, not 1") }
        guard let length = length(type, Int(count), store.dropFirst(Int(offset))) else {
            throw .badEntry(part, tag: tag, problem: "its value does not end within the header")
        }
        let start = store.startIndex + Int(offset)
        return Entry(type: type, count: Int(count), range: start..<start + length)
    }

    /// Bytes of a value that begins a slice; nil when it goes on behind the slice. `count` is at most the store's length.
    private static func length(_ type: RPMValueType, _ count: Int, _ bytes: ArraySlice<UInt8>) -> Int? {
        guard type.isText else {
            let length = count * type.width
            return length <= bytes.count ? length : nil
        }
        return bytes.withUnsafeBufferPointer { buffer in
            var position = 0
            for _ in 0..<count {
                guard let end = buffer[position...].firstIndex(of: 0) else { return nil }
                position = end + 1
            }
            return position
        }
    }

    /// A number of 32 bits, so many bytes after the slice's beginning; the caller knows that it is there.
    private static func number(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
        let start = bytes.startIndex + offset
        return bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
