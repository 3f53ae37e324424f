import NIOCore
import NIOPosix

/// One request through a `FaultProxy`; the connection ends behind it, unless the proxy itself answered.
struct ProxyExchange {
    typealias Input = NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    typealias Output = NIOAsyncChannelOutboundWriter<ByteBuffer>

    let proxy: FaultProxy
    let script: FaultProxy.Script
    let output: Output

    /// Serves a connection until it ends.
    func run(_ start: Input) async throws {
        var input = start
        var buffer: [UInt8] = []
        while let (head, text) = try await head(&input, &buffer) {
            let request = proxy.note(head)
            switch script(request) {
            case .pass: return try await forward(text, request, buffer, &input)
            case .redirected(let target):
                return try await forward(
                    text.replacing(" \(request.target) ", with: " \(target) ", maxReplacements: 1), request, buffer,
                    &input)
            case .without(let name):
                let lines = text.split(separator: "\r\n").filter { !$0.lowercased().hasPrefix(name + ":") }
                return try await forward(lines.joined(separator: "\r\n"), request, buffer, &input)
            case .changed(let change): return try await forward(text, request, buffer, &input, change: change)
            case .cut(let bytes): return try await forward(text, request, buffer, &input, limit: bytes)
            case .answerAtOnce(let steps): return try await play(steps)
            case .answer(let steps):
                while buffer.count < request.length, let more = try await input.next() {
                    buffer += more.readableBytesView
                }
                buffer.removeFirst(min(request.length, buffer.count))
                try await play(steps)
            }
        }
    }

    private func play(_ steps: [ScriptedServer.Step]) async throws {
        for case .send(let bytes) in steps { try await output.write(ByteBuffer(bytes: bytes)) }
    }

    /// The next head, parsed and as text without its empty line; the buffer keeps what follows.
    private func head(
        _ input: inout Input, _ buffer: inout [UInt8]
    ) async throws -> (RequestParser.Head, String)? {
        while true {
            if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                let text = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                buffer.removeFirst(end.upperBound)
                return RequestParser.head(text).map { ($0, text) }
            }
            guard let more = try await input.next() else { return nil }
            buffer += more.readableBytesView
        }
    }

    /// Sends a request to the server, and its answer back; then both connections end.
    private func forward(
        _ text: String, _ request: FaultProxy.Request, _ begun: [UInt8], _ input: inout Input, limit: Int? = nil,
        change: (@Sendable (String) -> String)? = nil
    ) async throws {
        let head = text + "\r\nConnection: close\r\n\r\n"
        let server = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: proxy.server) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        // Whoever iterates here is this task alone.
        nonisolated(unsafe) var source = input
        try await server.executeThenClose { answer, requests in
            try await requests.write(ByteBuffer(string: head))
            var left = min(request.length, limit ?? .max)
            var piece = begun
            while left > 0 {
                if !piece.isEmpty { try await requests.write(ByteBuffer(bytes: piece.prefix(left))) }
                left -= min(left, piece.count)
                guard left > 0, let more = try await source.next() else { break }
                piece = Array(more.readableBytesView)
            }
            if limit != nil { return }
            try await back(answer, change)
        }
        input = source
    }

    private func back(
        _ answer: NIOAsyncChannelInboundStream<ByteBuffer>, _ change: (@Sendable (String) -> String)?
    ) async throws {
        guard let change else {
            for try await piece in answer { try await output.write(piece) }
            return
        }
        var bytes: [UInt8] = []
        for try await piece in answer { bytes += piece.readableBytesView }
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
        let head = change(String(decoding: bytes[..<end.lowerBound], as: UTF8.self))
        try await output.write(ByteBuffer(bytes: Array(head.utf8) + bytes[end.lowerBound...]))
    }
}
