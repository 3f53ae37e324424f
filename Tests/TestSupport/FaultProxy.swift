import NIOCore
import NIOPosix
import Synchronization

/// Stands on a loopback port before a real server, and lets a test spoil single requests: a server's own behaviour with
/// faults on the way to it.
package final class FaultProxy: Sendable {
    /// One request as it came.
    package struct Request: Sendable {
        package let method: String
        package let target: String
        /// Names in lower case.
        package let headers: [String: String]
        /// How many requests with this method came before.
        package let count: Int

        /// Bytes of the body.
        package var length: Int { headers["content-length"].flatMap { Int($0) } ?? 0 }
    }

    /// What happens to a request.
    package enum Action: Sendable {
        /// It goes to the server, and the answer comes back.
        case pass
        /// It goes to the server with another target.
        case redirected(String)
        /// It goes to the server without a header.
        case without(String)
        /// It goes to the server; lines of the answer's head are changed.
        case changed(@Sendable (String) -> String)
        /// The server never sees it; its body is read first.
        case answer([ScriptedServer.Step])
        /// The server never sees it; the answer comes before the body was read, and the connection ends.
        case answerAtOnce([ScriptedServer.Step])
        /// The server sees so many bytes of the body, then both connections end.
        case cut(Int)
    }

    package typealias Script = @Sendable (Request) -> Action

    package let port: Int
    let server: Int
    private let log = Mutex<[Request]>([])

    private init(port: Int, server: Int) {
        self.port = port
        self.server = server
    }

    /// `127.0.0.1:<port>`.
    package var host: String { "127.0.0.1:\(port)" }

    /// Every request so far.
    package var requests: [Request] { log.withLock { $0 } }

    /// Runs a proxy while a body runs.
    ///
    /// - Parameters:
    ///   - server: the real server's port on loopback.
    ///   - script: what happens to each request.
    ///   - body: uses the proxy.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws.
    package static func run<Result: Sendable>(
        before server: Int, _ script: @escaping Script, _ body: @escaping @Sendable (FaultProxy) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let proxy = FaultProxy(port: listener.channel.localAddress?.port ?? 0, server: server)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await proxy.serve(listener, script)
                return nil
            }
            group.addTask { try await body(proxy) }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    private func serve(
        _ listener: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>, _ script: @escaping Script
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await listener.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask {
                        try? await connection.executeThenClose { input, output in
                            try await ProxyExchange(proxy: self, script: script, output: output)
                                .run(input.makeAsyncIterator())
                        }
                    }
                }
            }
        }
    }

    /// Takes note of a request.
    func note(_ head: RequestParser.Head) -> Request {
        log.withLock { log in
            let count = log.count { $0.method == head.method }
            let request = Request(method: head.method, target: head.target, headers: head.headers, count: count)
            log.append(request)
            return request
        }
    }
}
