import NIOCore
import NIOHTTP1

/// Says which connections end after an answer (RFC 9112, section 9.3): all of HTTP/1.0 that do not ask for `keep-alive`,
/// and those of HTTP/1.1 that ask for `close`, however it is written.
///
/// Behind it versions are unknown, and a request is the last one when it has exactly `connection: close`.
final class ConnectionPersistence: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// For each request without an answer so far, whether the client must be told that the connection stays.
    private var asksToStay: CircularBuffer<Bool> = []

    /// Puts it before whatever hides the version.
    static func add(to context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let decoder = try? pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self) else {
            return
        }
        try? pipeline.addHandler(ConnectionPersistence(), position: .after(decoder.handler))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        asksToStay.append(head.isKeepAlive && head.version == .http1_0)
        if !head.isKeepAlive { head.headers.replaceOrAdd(name: "connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), asksToStay.popFirst() == true else {
            return context.write(data, promise: promise)
        }
        head.headers.replaceOrAdd(name: "connection", value: "keep-alive")
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
