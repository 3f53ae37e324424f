/// Cuts heads of HTTP/1.1 requests out of a stream of bytes; bodies are read by their Content-Length.
struct RequestParser {
    /// One request's head.
    struct Head {
        let method: String
        let target: String
        let headers: [String: String]
        var body: [UInt8] = []
    }

    private var buffer: [UInt8] = []

    mutating func add(_ bytes: [UInt8]) {
        buffer += bytes
    }

    /// The next whole request.
    mutating func next() -> Head? {
        guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        guard var head = Self.head(String(decoding: buffer[..<end.lowerBound], as: UTF8.self)) else { return nil }
        let length = head.headers["content-length"].flatMap { Int($0) } ?? 0
        guard buffer.count >= end.upperBound + length else { return nil }
        head.body = Array(buffer[end.upperBound..<(end.upperBound + length)])
        buffer.removeFirst(end.upperBound + length)
        return head
    }

    /// Reads a head, given without its empty line.
    static func head(_ text: String) -> Head? {
        let lines = text.split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2 else { return nil }
        return Head(method: String(words[0]), target: String(words[1]), headers: headers)
    }
}
