import AirgapCore
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// One port that is listened on.
struct Listener: Service {
    let responder: SiteResponder
    let host: String
    let port: Int
    /// Nil for plain HTTP.
    let tls: TLSConfiguration?
    let group: any EventLoopGroup
    /// Told of the port when it is listened on.
    let onReady: @Sendable (Int) async -> Void

    func run() async throws {
        let limits = responder.limits
        let metrics = responder.site.metrics
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(headLimit: limits.head, metrics: metrics)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headers, maxHeaderListSize: limits.headers, maxHeaderFieldCount: 100))
        let server = HTTPServerBuilder.http1(configuration: channel)
        let application = Application(
            responder: responder,
            server: try tls.map { try .tls(server, tlsConfiguration: $0) } ?? server,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: limits.logger)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            eventLoopGroupProvider: .shared(group), logger: limits.logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw SiteError.cannotListen(host, port, "\(error)")
        }
    }
}
