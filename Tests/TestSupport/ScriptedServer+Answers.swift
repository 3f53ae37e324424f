extension ScriptedServer.Step {
    /// The head of an answer.
    package static func head(_ status: Int, _ headers: [(String, String)] = []) -> Self {
        .send(Array("HTTP/1.1 \(status) X\r\n\(headers.map { "\($0): \($1)\r\n" }.joined())\r\n".utf8))
    }
}

extension [ScriptedServer.Step] {
    /// A whole answer in order.
    package static func answer(_ status: Int, _ headers: [(String, String)] = [], _ body: [UInt8] = []) -> Self {
        [.head(status, [("Content-Length", "\(body.count)")] + headers), .send(body)]
    }

    /// This answer with a step before its last.
    package func inserting(_ step: Element) -> Self { dropLast() + [step] + suffix(1) }

    /// A redirect.
    package static func redirect(_ status: Int, to location: String) -> Self {
        answer(status, [("Location", location)])
    }

    /// Serves bytes as a good file server does, with ranges and an entity tag.
    package static func file(
        _ bytes: [UInt8], for request: ScriptedServer.Request, etag: String = "\"v1\"", sending limit: Int = .max
    ) -> Self {
        if request.method == "HEAD" {
            return [.head(200, [("Content-Length", "\(bytes.count)"), ("ETag", etag)])]
        }
        let range = request.headers["range"].flatMap { Int($0.dropFirst(6).dropLast()) }
        let start: Int
        if let range, request.headers["if-range"].map({ $0 == etag }) ?? true { start = range } else { start = 0 }
        guard start <= bytes.count else { return answer(416) }
        let body = [UInt8](bytes[start...])
        var headers = [("Content-Length", "\(body.count)"), ("ETag", etag)]
        if start > 0 { headers.append(("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)")) }
        let whole = body.count <= limit
        return [.head(start > 0 ? 206 : 200, headers), .send([UInt8](body.prefix(limit)))] + (whole ? [] : [.close])
    }
}
