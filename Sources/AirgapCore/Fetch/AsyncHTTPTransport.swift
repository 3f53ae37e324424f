import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import SystemPackage

/// The transport over async-http-client; the only file that knows that library.
///
/// One client for each way out (direct, each proxy) and each set of trusted certificates, because a client has one of each.
package final class AsyncHTTPTransport: HTTPTransport {
    private struct ClientKey: Hashable {
        let route: ProxySettings.Route
        /// What is trusted besides the system's and the user's certificates.
        let trustRoots: FilePath?
    }

    private let settings: TransportSettings
    private let clients: [ClientKey: HTTPClient]

    /// - Parameter settings: proxies, trust roots, limits.
    /// - Throws: `FetchError.badTrustRoots` when the CA file cannot be read.
    package init(settings: TransportSettings) throws {
        self.settings = settings
        var configurations: [ClientKey: HTTPClient.Configuration] = [:]
        let own = Set(settings.authorityTrustRoots.values).map(Optional.some)
        for file in [nil] + own {
            let configuration = try Self.configuration(settings, trusting: file)
            for route in settings.proxies.routes {
                configurations[ClientKey(route: route, trustRoots: file)] = configuration
                configurations[ClientKey(route: route, trustRoots: file)]?.proxy = Self.proxy(route)
            }
        }
        clients = configurations.mapValues { HTTPClient(eventLoopGroupProvider: .singleton, configuration: $0) }
    }

    /// Closes all connections; to be called once, at the end.
    package func shutdown() async {
        for client in clients.values { try? await client.shutdown() }
    }

    package func send(_ request: TransportRequest) async throws -> TransportResponse {
        let key = ClientKey(
            route: settings.proxies.route(for: request.url),
            trustRoots: settings.authorityTrustRoots[request.url.authority])
        guard let client = clients[key] else {
            throw FetchError.transport(request.url.redacted, "no way out is set up")
        }
        do {
            // The head of the answer comes after the body: how long a stream may take is for its sender to watch.
            let timeout: TimeAmount = request.stream == nil ? .seconds(settings.headSeconds) : .hours(48)
            let response = try await client.execute(Self.wire(request), timeout: timeout)
            return Self.answer(response, url: request.url)
        } catch {
            throw Self.explain(error, request.url)
        }
    }

    private static func wire(_ request: TransportRequest) -> HTTPClientRequest {
        var wire = HTTPClientRequest(url: request.url.description)
        wire.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers.pairs { wire.headers.add(name: name, value: value) }
        if let stream = request.stream {
            wire.body = .stream(stream.pieces.map { ByteBuffer(bytes: $0) }, length: .known(stream.length))
        } else if !request.body.isEmpty {
            wire.body = .bytes(ByteBuffer(bytes: request.body))
        }
        return wire
    }

    private static func answer(_ response: HTTPClientResponse, url: RemoteURL) -> TransportResponse {
        var headers: HTTPHeaders = []
        for (name, value) in response.headers { headers.add(name, value) }
        let body = response.body
        let chunks = TransportBody {
            var iterator = body.makeAsyncIterator()
            return TransportBody.AsyncIterator {
                do {
                    return try await iterator.next().map { Array($0.readableBytesView) }
                } catch {
                    throw explain(error, url)
                }
            }
        }
        return TransportResponse(status: Int(response.status.code), headers: headers, body: chunks)
    }

    private static func configuration(
        _ settings: TransportSettings, trusting own: FilePath?
    ) throws -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        for file in [settings.trustRoots, own].compactMap({ $0 }) {
            do {
                tls.additionalTrustRoots.append(.certificates(try NIOSSLCertificate.fromPEMFile(file.string)))
            } catch {
                throw FetchError.badTrustRoots(file.string, "\(error)")
            }
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(settings.connectSeconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.connectionsPerHost
        configuration.connectionPool.retryConnectionEstablishment = false
        // A large body in larger pieces: each one wakes the event loop, a task, and the writer of a file.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 1 << 16, maximum: 1 << 18))
        }
        return configuration
    }

    private static func proxy(_ route: ProxySettings.Route) -> HTTPClient.Configuration.Proxy? {
        switch route {
        case .direct: nil
        case .socks(let host, let port): .socksServer(host: host, port: port)
        case .http(let host, let port, let credentials):
            .server(host: host, port: port, authorization: credentials.map { .basic(credentials: $0) })
        }
    }

    private static func explain(_ error: any Error, _ url: RemoteURL) -> any Error {
        if error is CancellationError || error as? HTTPClientError == .cancelled { return CancellationError() }
        // What a body's own source says is no matter of the connection.
        if error is any ExplainedError { return error }
        return isRefused(error) ? FetchError.refused(url.redacted) : .transport(url.redacted, words(for: error))
    }

    /// Whether nobody listens, at none of the host's addresses.
    private static func isRefused(_ error: any Error) -> Bool {
        switch error {
        case let error as IOError: error.errnoCode == ECONNREFUSED
        case let error as NIOConnectionError:
            !error.connectionErrors.isEmpty && error.connectionErrors.allSatisfy { isRefused($0.error) }
        default: false
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as HTTPClientError where error == .connectTimeout: "no connection in time"
        case let error as HTTPClientError where error == .deadlineExceeded: "no answer in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "the server closed the connection early"
        case HTTPParserError.invalidEOFState: "the connection ended before the body did"
        case let error as HTTPClientError: error.shortDescription
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { "\($0.error)" } ?? "cannot find the host \(Quoted(error.host))"
        case let error as IOError: Errno(rawValue: error.errnoCode).description
        default: "\(error)"
        }
    }
}
