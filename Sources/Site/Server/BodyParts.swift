import AirgapCore
import NIOCore
import NIOPosix

/// Makes what is written to a connection of a member's bytes: without TLS places of a file, which the system copies to the
/// socket; with it the bytes.
struct BodyParts: Sendable {
    /// One step of a body.
    struct Step: Sendable {
        let parts: [IOData]
        /// Bytes of all of them.
        let count: Int
    }

    let member: any OpenedMember
    /// Of the member's file; nil with TLS.
    let handle: NIOFileHandle?

    /// The next step as far as nobody has to wait for a disk.
    ///
    /// - Parameters:
    ///   - offset: where it begins, below the member's size.
    ///   - limits: the most that is wanted.
    ///   - scratch: takes bytes that are read; its storage is used again when nobody else has it any more.
    /// - Returns: nil when there would be waiting.
    /// - Throws: `SiteError`, `BundleReadError`.
    func ready(at offset: Int64, _ limits: PieceLimits, scratch: inout ByteBuffer) throws -> Step? {
        let pieces = try member.readyPieces(at: offset, limits: limits)
        guard !pieces.isEmpty else { return nil }
        let count = try checkedCount(pieces, limits)
        if let handle { return Step(parts: Self.parts(pieces, handle), count: count) }
        if pieces.count == 1, case .bytes(let buffer) = pieces[0] {
            return Step(parts: [.byteBuffer(buffer)], count: count)
        }
        scratch.clear(minimumCapacity: count)
        fill(&scratch, pieces)
        return scratch.readableBytes == 0
            ? nil : Step(parts: [.byteBuffer(scratch)], count: scratch.readableBytes)
    }

    /// The next step, however long it takes.
    ///
    /// - Parameters:
    ///   - offset: where it begins, below the member's size.
    ///   - limits: the most that is wanted.
    /// - Returns: at least one byte.
    /// - Throws: `FileError`, `SiteError`, `BundleReadError`.
    func read(at offset: Int64, _ limits: PieceLimits) throws -> Step {
        let pieces = try member.pieces(at: offset, limits: limits)
        let count = try checkedCount(pieces, limits)
        if let handle { return Step(parts: Self.parts(pieces, handle), count: count) }
        if pieces.count == 1, case .bytes(let buffer) = pieces[0] {
            return Step(parts: [.byteBuffer(buffer)], count: count)
        }
        return Step(parts: [.byteBuffer(try buffer(of: pieces, count))], count: count)
    }

    private func checkedCount(_ pieces: [ContentPiece], _ limits: PieceLimits) throws(SiteError) -> Int {
        let count = pieces.reduce(0) { $0 + $1.count }
        guard (1...max(1, limits.regions)).contains(count) else {
            throw SiteError.damaged("\(member.file.path)", "a member ended early")
        }
        return count
    }

    private static func parts(_ pieces: [ContentPiece], _ handle: NIOFileHandle) -> [IOData] {
        pieces.map { piece in
            switch piece {
            case .bytes(let buffer): .byteBuffer(buffer)
            case .region(let offset, let count):
                .fileRegion(FileRegion(fileHandle: handle, readerIndex: Int(offset), endIndex: Int(offset) + count))
            }
        }
    }

    /// As far as the system has the bytes in memory.
    private func fill(_ result: inout ByteBuffer, _ pieces: [ContentPiece]) {
        for piece in pieces {
            switch piece {
            case .bytes(var buffer): result.writeBuffer(&buffer)
            case .region(let offset, let count):
                let got = result.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
                    member.file.readInMemory(into: UnsafeMutableRawBufferPointer(rebasing: room[..<count]), at: offset)
                }
                guard got == count else { return }
            }
        }
    }

    private func buffer(of pieces: [ContentPiece], _ count: Int) throws -> ByteBuffer {
        let file = member.file
        var result = ByteBufferAllocator().buffer(capacity: count)
        for piece in pieces {
            switch piece {
            case .bytes(var buffer): result.writeBuffer(&buffer)
            case .region(let offset, let count):
                let got = try result.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
                    try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<count]), at: offset)
                }
                guard got == count else { throw SiteError.damaged("\(file.path)", "the file is truncated") }
            }
        }
        return result
    }
}
