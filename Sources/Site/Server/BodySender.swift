import AirgapCore
import NIOCore
import NIOPosix

/// Sends a part of a member from a task: the work is done on the connection's event loop.
struct BodySender: Sendable {
    let channel: any Channel
    let isSecure: Bool
    let pool: NIOThreadPool
    let metrics: Metrics
    /// How long a client may leave a piece unread.
    let stallLimit: TimeAmount

    /// Sends the bytes; when the task is cancelled, the connection is closed.
    ///
    /// - Parameters:
    ///   - member: opened, and closed when the last reference goes.
    ///   - range: which bytes.
    /// - Returns: how far it came.
    func send(_ member: any OpenedMember, _ range: Range<Int64>) async -> SentBody {
        do {
            let handle =
                isSecure ? nil : NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: try descriptor(of: member))
            defer { try? handle?.close() }
            let (channel, parts) = (channel, BodyParts(member: member, handle: handle))
            return try await withTaskCancellationHandler {
                try await channel.eventLoop.flatSubmit { start(parts, range) }.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            return SentBody(count: 0, failure: error)
        }
    }

    private func descriptor(of member: any OpenedMember) throws(FileError) -> Int32 {
        try member.file.duplicateDescriptor()
    }

    private func start(_ parts: BodyParts, _ range: Range<Int64>) -> EventLoopFuture<SentBody> {
        do {
            let pump = try BodyPump(parts, range, self)
            return pump.start()
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
    }
}
