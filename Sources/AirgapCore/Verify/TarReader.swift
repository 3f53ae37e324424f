/// Reads tar as the packer writes it, strictly: regular files in ustar headers, with pax records for what does not fit
/// (POSIX.1-2017, pax interchange format). Everything else is a fault; nothing is guessed.
struct TarReader {
    private static let blockSize = 512
    private static let paxLimit: Int64 = 64 << 10

    private let source: () throws -> [UInt8]
    private var block: [UInt8] = []
    private var used = 0
    /// Decompressed bytes read so far.
    private(set) var offset: Int64 = 0
    private var left: Int64 = 0
    private var padding: Int64 = 0
    /// The current member's header as it stands, with the pax header before it.
    private(set) var rawHeader: [UInt8] = []
    /// Whether the archive's end was seen: no member can be missing behind it.
    private(set) var hasEnded = false

    /// - Parameter source: gives the next block of the stream; empty at the end.
    init(source: @escaping () throws -> [UInt8]) {
        self.source = source
    }

    /// Goes to the next member, passing over what is left of the current one.
    ///
    /// - Returns: nil at the archive's end, after which nothing but zeros came.
    /// - Throws: `StreamFault`, or what the source throws.
    mutating func next() throws -> TarHeader? {
        while left > 0 { _ = try read(upTo: 1 << 20) }
        if padding > 0 {
            guard try take(Int(padding)).allSatisfy({ $0 == 0 }) else { throw fault("padding that is not zero") }
            padding = 0
        }
        var pax = PaxRecords()
        rawHeader = []
        while true {
            let start = offset
            let bytes = try take(Self.blockSize)
            if bytes.allSatisfy({ $0 == 0 }) {
                guard pax.isEmpty else { throw fault("pax records without a member") }
                try finish()
                return nil
            }
            rawHeader += bytes
            let header = try TarHeader(bytes, offset: start)
            guard header.type == UInt8(ascii: "x") else {
                let member = try header.applying(pax, offset: start)
                left = member.size
                padding = (512 - member.size % 512) % 512
                return member
            }
            guard pax.isEmpty else { throw fault("two pax headers before one member") }
            guard header.size <= Self.paxLimit else {
                throw fault("a pax header of \(header.size) bytes, more than the \(Self.paxLimit) that it may have")
            }
            let size = Int(header.size)
            let records = try take(size + (512 - size % 512) % 512)
            rawHeader += records
            pax = try PaxRecords(Array(records.prefix(size)), offset: start)
        }
    }

    /// The next bytes of the current member; empty at its end.
    ///
    /// - Throws: `StreamFault` when the archive ends early.
    mutating func read(upTo limit: Int) throws -> ArraySlice<UInt8> {
        guard left > 0 else { return [] }
        guard try fill() else { throw fault("the archive ends in the middle of a member") }
        let count = Int(min(left, Int64(min(limit, block.count - used))))
        defer { advance(count) }
        left -= Int64(count)
        return block[used..<(used + count)]
    }

    /// Two zero blocks end an archive, and nothing follows.
    private mutating func finish() throws {
        guard try take(Self.blockSize).allSatisfy({ $0 == 0 }) else { throw fault("half an end of archive") }
        hasEnded = true
        guard try !fill() else { throw fault("something follows the end of the archive") }
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while result.count < count {
            guard try fill() else { throw fault("the archive ends early") }
            let part = min(count - result.count, block.count - used)
            result += block[used..<(used + part)]
            advance(part)
        }
        return result
    }

    private mutating func fill() throws -> Bool {
        guard used >= block.count else { return true }
        block = try source()
        used = 0
        return !block.isEmpty
    }

    private mutating func advance(_ count: Int) {
        used += count
        offset += Int64(count)
    }

    func fault(_ reason: String) -> StreamFault { StreamFault(offset: offset, reason: reason) }
}
