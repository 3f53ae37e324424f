import AirgapCore
import NIOCore
import Synchronization

/// A member of a packed bundle: what was not worth compressing stands in the file as it is and is given as regions, the
/// rest is decompressed.
final class PackedMember: OpenedMember {
    /// The gzip member that was looked at last.
    private struct Known {
        var chunk = -1
        var blocks = Blocks.compressed
    }

    /// How a gzip member stands in the file.
    private enum Blocks {
        case stored([BundleMembers.StoredBlock])
        case compressed
    }

    private let member: ServedMember
    private let places: BundleMembers
    private let cache: ChunkCache
    private let known = Mutex(Known())

    var file: FileReader { places.file }

    init(_ member: ServedMember, _ places: BundleMembers, _ cache: ChunkCache) {
        self.member = member
        self.places = places
        self.cache = cache
    }

    func pieces(at offset: Int64, limits: PieceLimits) throws -> [ContentPiece] {
        let pieces = try pieces(at: offset, limits, blocks: blocks, bytes: cache.bytes)
        guard !pieces.isEmpty else { throw SiteError.damaged(member.path, "the index has no place for it") }
        return pieces
    }

    func readyPieces(at offset: Int64, limits: PieceLimits) throws -> [ContentPiece] {
        try pieces(at: offset, limits, blocks: knownBlocks, bytes: cache.knownBytes)
    }

    /// Of the two ways to look at a gzip member, either may have none for it: that ends the pieces.
    private func pieces(
        at offset: Int64, _ limits: PieceLimits, blocks: (Int) throws -> Blocks?, bytes: (Int) throws -> [UInt8]?
    ) throws -> [ContentPiece] {
        var pieces: [ContentPiece] = []
        var (left, offset) = (limits.regions, offset)
        while left > 0, let place = places.place(at: offset, of: member.number), let found = try blocks(place.chunk) {
            guard case .stored(let blocks) = found else {
                if pieces.isEmpty, let content = try bytes(place.chunk) {
                    pieces.append(try piece(of: content, at: place, limit: min(limits.bytes, left)))
                }
                break
            }
            let count = min(place.count, left)
            pieces += Self.regions(blocks, place.offset..<(place.offset + count))
            left -= count
            offset += Int64(count)
        }
        return pieces
    }

    private static func regions(_ blocks: [BundleMembers.StoredBlock], _ wanted: Range<Int>) -> [ContentPiece] {
        blocks.compactMap { block in
            let common = wanted.clamped(to: block.offset..<(block.offset + block.count))
            let start = block.fileOffset + Int64(common.lowerBound - block.offset)
            return common.isEmpty ? nil : .region(offset: start, count: common.count)
        }
    }

    private func blocks(of chunk: Int) throws -> Blocks {
        if let blocks = knownBlocks(of: chunk) { return blocks }
        let blocks = try places.storedBlocks(of: chunk).map { Blocks.stored($0) } ?? .compressed
        known.withLock { $0 = Known(chunk: chunk, blocks: blocks) }
        return blocks
    }

    private func knownBlocks(of chunk: Int) -> Blocks? {
        known.withLock { $0.chunk == chunk ? $0.blocks : nil }
    }

    private func piece(of content: [UInt8], at place: BundleMembers.Place, limit: Int) throws -> ContentPiece {
        let end = place.offset + min(place.count, limit)
        guard end <= content.count else { throw SiteError.damaged(member.path, "its gzip member is too short") }
        return .bytes(ByteBuffer(bytes: content[place.offset..<end]))
    }
}
