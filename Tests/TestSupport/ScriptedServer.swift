import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An HTTP server on a loopback port that answers exactly as it is told to, well or badly.
package final class ScriptedServer: Sendable {
    /// One request as it came.
    package struct Request: Sendable {
        package let method: String
        package let target: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: [UInt8]
        /// How many requests came for this target before, this one not counted.
        package let count: Int
    }

    /// One step of an answer.
    package enum Step: Sendable {
        case send([UInt8])
        /// Wait, in milliseconds.
        case pause(Int64)
        /// End the connection in order.
        case close
        /// End the connection with a reset.
        case reset
    }

    package typealias Handler = @Sendable (Request) -> [Step]

    package let port: Int
    private let isSecure: Bool
    private let log = Mutex<[Request]>([])
    private let open = Mutex((now: 0, most: 0))
    private let sent = Atomic<Int64>(0)

    private init(port: Int, isSecure: Bool) {
        self.port = port
        self.isSecure = isSecure
    }

    /// `http://127.0.0.1:<port>` or `https://localhost:<port>`.
    package var base: String { isSecure ? "https://localhost:\(port)" : "http://127.0.0.1:\(port)" }

    /// How many connections were open at once at the most.
    package var mostOpenConnections: Int { open.withLock { $0.most } }

    /// Bytes that were handed to the network so far.
    package var sentBytes: Int64 { sent.load(ordering: .relaxed) }

    /// Every request so far.
    package var requests: [Request] { log.withLock { $0 } }

    /// Runs a server while a body runs.
    ///
    /// - Parameters:
    ///   - certificate: PEM files of a certificate and its key, for https.
    ///   - handler: gives the steps of each answer.
    ///   - body: uses the server.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws.
    package static func run<Result: Sendable>(
        certificate: (chain: FilePath, key: FilePath)? = nil, _ handler: @escaping Handler,
        _ body: @escaping @Sendable (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let tls = try certificate.map(tlsContext)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // What the system holds for a client that does not read counts as sent: not much of it.
            .childChannelOption(.socketOption(.so_sndbuf), value: 128 << 10)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let server = ScriptedServer(port: listener.channel.localAddress?.port ?? 0, isSecure: tls != nil)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await server.serve(listener, handler)
                return nil
            }
            group.addTask { try await body(server) }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    private static func tlsContext(_ files: (chain: FilePath, key: FilePath)) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(files.chain.string).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(file: files.key.string, format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    }

    private func serve(
        _ listener: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>, _ handler: @escaping Handler
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await listener.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask {
                        self.open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        // A client that goes away is part of the play.
                        try? await self.converse(connection, handler)
                        self.open.withLock { $0.now -= 1 }
                    }
                }
            }
        }
    }

    private func converse(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ handler: Handler) async throws {
        try await connection.executeThenClose { input, output in
            var parser = RequestParser()
            for try await chunk in input {
                parser.add(Array(chunk.readableBytesView))
                while let head = parser.next() {
                    for step in handler(note(head)) {
                        switch step {
                        case .send(let bytes):
                            try await output.write(ByteBuffer(bytes: bytes))
                            sent.add(Int64(bytes.count), ordering: .relaxed)
                        case .pause(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
                        case .close: return
                        case .reset:
                            let options = connection.channel as? any SocketOptionProvider
                            try await options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
                            return
                        }
                    }
                }
            }
        }
    }

    private func note(_ head: RequestParser.Head) -> Request {
        log.withLock { log in
            let count = log.filter { $0.target == head.target }.count
            // The log keeps no bodies: they may be large.
            log.append(Request(method: head.method, target: head.target, headers: head.headers, body: [], count: count))
            return Request(
                method: head.method, target: head.target, headers: head.headers, body: head.body, count: count)
        }
    }
}
