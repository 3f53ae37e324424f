import AirgapCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix
import Synchronization

/// Sends a part of a member: without TLS the system copies from the file to the socket, with it the bytes are read in
/// pieces; the next ones are taken when those before are on their way.
struct BodySender: Sendable {
    /// Bytes that are given to the system at once: few, when many clients share the network, because each piece must be on
    /// its way before the time for one is over.
    private static let regionSizes = (128 << 10)...(2 << 20)
    /// Bytes of all the regions together.
    private static let regionShare = 64 << 20
    /// Bytes of all the pieces together that connections have in memory.
    private static let memory = 4 << 20

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
        let handle =
            isSecure
            ? nil : NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: try member.file.duplicateDescriptor())
        defer { try? handle?.close() }
        var offset = range.lowerBound
        while offset < range.upperBound {
            try Task.checkCancellation()
            let limits = limits(left: range.upperBound - offset)
            let (parts, count) = try await next(of: member, handle, at: offset, limits)
            try await write(parts)
            offset += Int64(count)
            sent.add(Int64(count), ordering: .relaxed)
        }
    }

    /// Less for each when there are many.
    private func limits(left: Int64) -> PieceLimits {
        let connections = max(1, metrics.openConnections)
        let share = min(max(Self.memory / connections, 12 << 10), 128 << 10)
        let region = min(max(Self.regionShare / connections, Self.regionSizes.lowerBound), Self.regionSizes.upperBound)
        return PieceLimits(regions: Int(min(left, Int64(isSecure ? share : region))), bytes: share)
    }

    private func next(
        of member: any OpenedMember, _ handle: NIOFileHandle?, at offset: Int64, _ limits: PieceLimits
    ) async throws -> ([IOData], Int) {
        if member.isInstant, let handle {
            return try Self.parts(of: member, handle, at: offset, limits)
        }
        return try await pool.runIfActive { try Self.parts(of: member, handle, at: offset, limits) }
    }

    private static func parts(
        of member: any OpenedMember, _ handle: NIOFileHandle?, at offset: Int64, _ limits: PieceLimits
    ) throws -> ([IOData], Int) {
        let pieces = try member.pieces(at: offset, limits: limits)
        let count = pieces.reduce(0) { $0 + $1.count }
        guard (1...max(1, limits.regions)).contains(count) else {
            throw SiteError.damaged("\(member.file.path)", "a member ended early")
        }
        guard let handle else { return ([.byteBuffer(try buffer(of: pieces, count, member.file))], count) }
        let parts = pieces.map { piece -> IOData in
            switch piece {
            case .bytes(let buffer): .byteBuffer(buffer)
            case .region(let offset, let count):
                .fileRegion(FileRegion(fileHandle: handle, readerIndex: Int(offset), endIndex: Int(offset) + count))
            }
        }
        return (parts, count)
    }

    private static func buffer(of pieces: [ContentPiece], _ count: Int, _ file: FileReader) throws -> ByteBuffer {
        if pieces.count == 1, case .bytes(let buffer) = pieces[0] { return buffer }
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

    /// Past the typed parts, which have no files: to the context of the codec, from where it goes to the encoder.
    private func write(_ parts: [IOData]) async throws {
        let channel = channel
        let limit = stallLimit
        try await withTaskCancellationHandler {
            try await channel.eventLoop.flatSubmit {
                let promise = channel.eventLoop.makePromise(of: Void.self)
                let stalled = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
                promise.futureResult.whenComplete { _ in stalled.cancel() }
                do {
                    let context = try channel.pipeline.syncOperations.context(
                        handlerType: HTTP1ToHTTPServerCodec.self)
                    for (number, part) in parts.enumerated() {
                        let part = NIOAny(HTTPServerResponsePart.body(part))
                        context.write(part, promise: number == parts.count - 1 ? promise : nil)
                    }
                    context.flush()
                } catch {
                    promise.fail(error)
                }
                return promise.futureResult
            }.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}
