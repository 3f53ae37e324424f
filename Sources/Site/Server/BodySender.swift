import AirgapCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix
import Synchronization

/// Sends a part of a member: without TLS the system copies from the file to the socket, with it the bytes are read in
/// pieces; the next piece is taken when the one before is on its way.
struct BodySender: Sendable {
    /// Bytes that are given to the system at once.
    private static let regionSize = 2 << 20
    /// Bytes of all the pieces together that connections have in memory.
    private static let memory = 24 << 20

    let channel: any Channel
    let isSecure: Bool
    let pool: NIOThreadPool
    let metrics: Metrics
    /// How long a client may leave a piece unread.
    let stallLimit: TimeAmount

    /// Sends the bytes.
    ///
    /// - Parameters:
    ///   - member: opened, and closed when the last reference goes.
    ///   - range: which bytes.
    ///   - sent: counts them.
    /// - Throws: `FileError`, `SiteError`, or the channel's errors when the client goes.
    func send(_ member: any OpenedMember, _ range: Range<Int64>, counting sent: borrowing Atomic<Int64>) async throws {
        let handle = isSecure ? nil : NIOFileHandle(
            _deprecatedTakingOwnershipOfDescriptor: try member.file.duplicateDescriptor())
        defer { try? handle?.close() }
        var offset = range.lowerBound
        while offset < range.upperBound {
            try Task.checkCancellation()
            let limit = Int(min(range.upperBound - offset, Int64(pieceSize)))
            let piece = try await next(of: member, at: offset, limit: limit)
            guard piece.count > 0 else { throw SiteError.damaged("", "it ended early") }
            let data: IOData =
                switch (piece, handle) {
                case (.bytes(let buffer), _): .byteBuffer(buffer)
                case (.region(let place, let count), .some(let handle)):
                    .fileRegion(
                        FileRegion(fileHandle: handle, readerIndex: Int(place), endIndex: Int(place) + count))
                case (.region(let place, let count), nil):
                    .byteBuffer(try await read(member, at: place, count: count))
                }
            try await write(data)
            offset += Int64(piece.count)
            sent.add(Int64(piece.count), ordering: .relaxed)
        }
    }

    /// Less for each when there are many.
    private var pieceSize: Int {
        guard isSecure else { return Self.regionSize }
        return min(max(Self.memory / max(1, metrics.openConnections), 16 << 10), 256 << 10)
    }

    private func next(of member: any OpenedMember, at offset: Int64, limit: Int) async throws -> ContentPiece {
        if member.isInstant { return try member.piece(at: offset, limit: limit) }
        return try await pool.runIfActive { try member.piece(at: offset, limit: limit) }
    }

    private func read(_ member: any OpenedMember, at offset: Int64, count: Int) async throws -> ByteBuffer {
        let allocator = channel.allocator
        return try await pool.runIfActive {
            var buffer = allocator.buffer(capacity: count)
            let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
                try member.file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<count]), at: offset)
            }
            guard got == count else { throw SiteError.damaged("\(member.file.path)", "the file is truncated") }
            return buffer
        }
    }

    /// Past the typed parts, which have no files: to the context of the codec, from where it goes to the encoder.
    private func write(_ data: IOData) async throws {
        let channel = channel
        let limit = stallLimit
        try await channel.eventLoop.flatSubmit {
            let promise = channel.eventLoop.makePromise(of: Void.self)
            let stalled = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
            promise.futureResult.whenComplete { _ in stalled.cancel() }
            do {
                let context = try channel.pipeline.syncOperations.context(handlerType: HTTP1ToHTTPServerCodec.self)
                context.writeAndFlush(NIOAny(HTTPServerResponsePart.body(data)), promise: promise)
            } catch {
                promise.fail(error)
            }
            return promise.futureResult
        }.get()
    }
}
