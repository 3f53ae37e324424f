import AirgapCore
import TestSupport

/// An answer as curl saw it.
struct Curl: Sendable {
    let status: Int
    /// Names in lower case; the last of a name counts.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    /// The body as JSON; nil when it is none.
    var json: JSONValue? { try? JSONValue(parsing: body) }
    /// The code of the first error of a registry's answer.
    var code: String? { json?["errors"]?.array?.first?["code"]?.string }

    /// Sends a request; the path is sent as it stands.
    ///
    /// - Throws: `PeerProgram.Failure`.
    static func get(_ url: String, _ arguments: [String] = []) async throws -> Curl {
        let bytes = try await PeerProgram.bytes(
            "curl", ["-sS", "-i", "--path-as-is", "--globoff", "--max-time", "60"] + arguments + [url])
        return try Curl(bytes)
    }

    /// Sends requests one after the other in one process.
    ///
    /// - Returns: each body, a space and the status.
    /// - Throws: `PeerProgram.Failure`.
    static func getAll(_ urls: [String]) async throws -> [String] {
        let mark = "\u{1}"
        let text = try await PeerProgram.run(
            "curl", ["-sS", "--path-as-is", "--globoff", "--max-time", "60", "-w", " %{http_code}\(mark)"] + urls)
        return text.split(separator: mark).map(String.init)
    }

    private init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        var lines: [String] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(line)
        }
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else {
            throw PeerProgram.Failure(description: "no answer: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
        }
        self.status = status
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
        }
        self.headers = headers
        body = Array(rest)
    }
}
