#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Memory that only grows, in blocks that never move: the texts of a package index without one allocation each.
final class ByteArena {
    static let blockSize = 1 << 20
    /// The most bytes that are taken, far beyond any real archive.
    static let limit = 1 << 30

    private var blocks: [UnsafeMutableRawPointer] = []
    private var used = ByteArena.blockSize

    /// The file whose bytes the first blocks are; nil for an arena that was filled from nothing.
    private let mapping: MappedFile?

    init() { mapping = nil }

    /// Takes blocks that lie in a mapped file one behind the other.
    ///
    /// - Parameters:
    ///   - mapping: the file; its pages are private, so that nothing here changes it.
    ///   - offset: where the first block begins, in bytes.
    ///   - count: how many blocks there are; what is added afterwards goes into a new one.
    init(_ mapping: MappedFile, offset: Int, count: Int) {
        self.mapping = mapping
        blocks = (0..<count).map { mapping.start + offset + $0 * Self.blockSize }
        mappedCount = count
    }

    private var mappedCount = 0

    deinit {
        for block in blocks.dropFirst(mappedCount) { munmap(block, Self.blockSize) }
    }

    /// The blocks, each of `blockSize` bytes, in order.
    var contents: [UnsafeRawBufferPointer] {
        blocks.map { UnsafeRawBufferPointer(start: $0, count: Self.blockSize) }
    }

    /// Bytes taken so far, in whole blocks.
    var size: Int { blocks.count * Self.blockSize }

    /// Makes room for bytes that stand together.
    ///
    /// - Returns: their offset and the room; nil when `count` is more than a block or the limit is reached.
    func reserve(_ count: Int) -> (offset: UInt32, room: UnsafeMutableRawBufferPointer)? {
        guard count <= Self.blockSize else { return nil }
        if used + count > Self.blockSize {
            guard size + Self.blockSize <= Self.limit else { return nil }
            guard let block = Self.map() else { return nil }
            blocks.append(block)
            used = 0
        }
        let block = blocks.count - 1
        let room = UnsafeMutableRawBufferPointer(start: blocks[block] + used, count: count)
        let offset = UInt32(block * Self.blockSize + used)
        used += count
        return (offset, room)
    }

    /// A block straight from the system: it goes back there, where a heap would keep it.
    private static func map() -> UnsafeMutableRawPointer? {
        let block = mmap(nil, blockSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return block == MAP_FAILED ? nil : block
    }

    /// The bytes at an offset; valid as long as the arena lives.
    func bytes(at offset: UInt32, count: Int) -> UnsafeRawBufferPointer {
        let block = Int(offset) / Self.blockSize
        return UnsafeRawBufferPointer(start: blocks[block] + Int(offset) % Self.blockSize, count: count)
    }

    /// A number that was stored at an offset.
    func number(at offset: UInt32) -> UInt32 {
        bytes(at: offset, count: 4).loadUnaligned(as: UInt32.self)
    }
}
