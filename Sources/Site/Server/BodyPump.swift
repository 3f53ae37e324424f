import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix
import Synchronization

/// Sends a part of a member on the connection's event loop, step by step: the next step is made when the system has taken
/// the one before, so a client that reads slowly holds one step in memory and no more.
final class BodyPump {
    private let parts: BodyParts
    private let sender: BodySender
    /// Past the typed parts, which have no files: the codec's, from where it goes to the encoder.
    private let context: ChannelHandlerContext
    private let range: Range<Int64>
    private let done: EventLoopPromise<SentBody>
    private var offset: Int64
    private var lastProgress = NIODeadline.now()
    private var watch: Scheduled<Void>?

    /// - Parameters:
    ///   - parts: of the member.
    ///   - range: which bytes.
    ///   - sender: the connection.
    /// - Throws: `ChannelPipelineError` when the connection is closed.
    init(_ parts: BodyParts, _ range: Range<Int64>, _ sender: BodySender) throws {
        context = try sender.channel.pipeline.syncOperations.context(handlerType: HTTP1ToHTTPServerCodec.self)
        done = sender.channel.eventLoop.makePromise()
        offset = range.lowerBound
        self.parts = parts
        self.range = range
        self.sender = sender
    }

    /// - Returns: how far it came, when it is over.
    func start() -> EventLoopFuture<SentBody> {
        watch(for: sender.stallLimit)
        step()
        return done.futureResult
    }

    private func step() {
        guard offset < range.upperBound else { return finish(nil) }
        let limits = PieceLimits(
            left: range.upperBound - offset, isSecure: sender.isSecure, connections: sender.metrics.openConnections)
        do {
            let step = try LoopScratch.current.buffer.withLock { try parts.ready(at: offset, limits, scratch: &$0) }
            if let step { write(step) } else { wait(limits) }
        } catch {
            finish(error)
        }
    }

    /// What a disk has to do is done on another thread.
    private func wait(_ limits: PieceLimits) {
        let (parts, offset) = (parts, offset)
        sender.pool.runIfActive(eventLoop: context.eventLoop) { try parts.read(at: offset, limits) }
            .assumeIsolated().whenComplete { result in
                switch result {
                case .success(let step): self.write(step)
                case .failure(let error): self.finish(error)
                }
            }
    }

    private func write(_ step: BodyParts.Step) {
        let taken = context.eventLoop.makePromise(of: Void.self)
        for (number, part) in step.parts.enumerated() {
            context.write(
                NIOAny(HTTPServerResponsePart.body(part)), promise: number == step.parts.count - 1 ? taken : nil)
        }
        taken.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.advance(Int64(step.count))
            case .failure(let error): self.finish(error)
            }
        }
        context.flush()
    }

    /// Others on the loop are served before the next step.
    private func advance(_ count: Int64) {
        offset += count
        lastProgress = .now()
        context.eventLoop.assumeIsolated().execute { self.step() }
    }

    private func watch(for time: TimeAmount) {
        watch = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            let left = self.lastProgress + self.sender.stallLimit - .now()
            if left > .zero { self.watch(for: left) } else { self.sender.channel.close(promise: nil) }
        }
    }

    private func finish(_ failure: (any Error)?) {
        watch?.cancel()
        watch = nil
        done.succeed(SentBody(count: offset - range.lowerBound, failure: failure))
    }
}
