import AirgapCore
import NIOCore
import Synchronization

/// A member of a packed bundle: what was not worth compressing stands in the file as it is and is given as regions, the
/// rest is decompressed.
final class PackedMember: OpenedMember {
    /// The gzip member that was looked at last.
    private struct Known {
        var chunk = -1
        var blocks: [BundleMembers.StoredBlock]?
    }

    private let member: ServedMember
    private let places: BundleMembers
    private let cache: ChunkCache
    private let known = Mutex(Known())

    var file: FileReader { places.file }
    var isInstant: Bool { false }

    init(_ member: ServedMember, _ places: BundleMembers, _ cache: ChunkCache) {
        self.member = member
        self.places = places
        self.cache = cache
    }

    func pieces(at offset: Int64, limits: PieceLimits) throws -> [ContentPiece] {
        var pieces: [ContentPiece] = []
        var (regions, offset) = (limits.regions, offset)
        while regions > 0, let place = places.place(at: offset, of: member.number) {
            guard let blocks = try blocks(of: place.chunk) else {
                if pieces.isEmpty { pieces.append(try bytes(at: place, limit: min(limits.bytes, limits.regions))) }
                break
            }
            let wanted = place.offset..<(place.offset + min(place.count, regions))
            for block in blocks {
                let common = wanted.clamped(to: block.offset..<(block.offset + block.count))
                guard !common.isEmpty else { continue }
                let start = block.fileOffset + Int64(common.lowerBound - block.offset)
                pieces.append(.region(offset: start, count: common.count))
            }
            regions -= wanted.count
            offset += Int64(wanted.count)
        }
        guard !pieces.isEmpty else { throw SiteError.damaged(member.path, "the index has no place for it") }
        return pieces
    }

    private func blocks(of chunk: Int) throws -> [BundleMembers.StoredBlock]? {
        try known.withLock { known in
            if known.chunk != chunk { known = Known(chunk: chunk, blocks: try places.storedBlocks(of: chunk)) }
            return known.blocks
        }
    }

    private func bytes(at place: BundleMembers.Place, limit: Int) throws -> ContentPiece {
        let content = try cache.bytes(of: place.chunk)
        let end = place.offset + min(place.count, limit)
        guard end <= content.count else { throw SiteError.damaged(member.path, "its gzip member is too short") }
        return .bytes(ByteBuffer(bytes: content[place.offset..<end]))
    }
}
