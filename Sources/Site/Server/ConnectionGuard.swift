import NIOCore
import NIOHTTPTypes

/// Closes connections that hold a place without using it: no complete request head, or no end of a request, in time; and
/// counts connections.
///
/// It stands behind the decoder, so a head that arrives a byte at a time does not count as progress.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let headLimit: TimeAmount
    private let metrics: Metrics
    private var deadline: Scheduled<Void>?
    private var isCounted = false
    private var isReading = false

    /// - Parameters:
    ///   - headLimit: how long a connection may wait for the next whole request.
    ///   - metrics: counts connections.
    init(headLimit: TimeAmount, metrics: Metrics) {
        self.headLimit = headLimit
        self.metrics = metrics
    }

    func handlerAdded(context: ChannelHandlerContext) {
        ConnectionPersistence.add(to: context)
        isCounted = true
        metrics.connectionOpened()
        startWaiting(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            startWaiting(context)
        case .body: break
        case .end:
            isReading = false
            stopWaiting()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), !isReading { startWaiting(context) }
        context.write(data, promise: promise)
    }

    private func startWaiting(_ context: ChannelHandlerContext) {
        stopWaiting()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: headLimit) { channel.close(promise: nil) }
    }

    private func stopWaiting() {
        deadline?.cancel()
        deadline = nil
    }

    private func end() {
        stopWaiting()
        if isCounted { metrics.connectionClosed() }
        isCounted = false
    }
}
