import TestSupport

/// Requests made of good and bad parts, the same ones for the same seed.
struct RandomRequests {
    /// Everything that an answer may have.
    static let statuses: Set<Int> = [200, 206, 301, 304, 400, 404, 405, 412, 414, 416, 431]

    private static let parts = [
        "files", "host", "noise.bin", "empty", "..", ".", "%2e%2e", "%00", "v2", "library", "app", "manifests", "blobs",
        "tags", "list", "_catalog", "referrers", "1.0", "sha256:", "sha256:\(String(repeating: "a", count: 64))", "",
        "metrics", "healthz", "site.conf", "certs", "rootCA.crt", "?q=", "?n=", "?n=3&last=", "?ns=docker.io",
        "uploads",
        "%", "%zz", "\\", "~", "etc", "passwd", "proc", "self", "environ", "{}", "<script>", "'\"", "%f0%9f%98%80",
        "docker.io",
    ]
    private static let methods = [
        "GET", "GET", "GET", "HEAD", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "G T", "",
    ]
    private static let headers = [
        "Range: bytes=0-0", "Range: bytes=-1", "Range: bytes=9-1", "Range: bytes=99999999999999999999-", "Range: \u{1}",
        "If-None-Match: *", "If-None-Match: \"", "If-Match: x", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
        "If-Range: \"a\"", "Accept: */*", "Connection: close", "Expect: 100-continue", "Content-Length: 5",
        "Transfer-Encoding: chunked", "Upgrade: websocket", "Host: \(String(repeating: "h", count: 300))", "Host:",
        "Content-Length: -1", "X: \(String(repeating: "v", count: 2000))", "Cookie: a=b; c", "no colon", ": none",
    ]
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The bytes of one request.
    mutating func next() -> [UInt8] {
        if random.below(20) == 0 { return random.bytes(random.below(400)) }
        var path = ""
        for _ in 0..<random.below(8) { path += "/" + pick(Self.parts) }
        var text = "\(pick(Self.methods)) \(path.isEmpty ? "/" : path) HTTP/1.\(random.below(12) == 0 ? 0 : 1)\r\n"
        if random.below(8) != 0 { text += "Host: 127.0.0.1\r\n" }
        for _ in 0..<random.below(4) { text += pick(Self.headers) + "\r\n" }
        var bytes = Array((text + "\r\n").utf8)
        if random.below(10) == 0, !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
        return bytes
    }

    private mutating func pick(_ list: [String]) -> String { list[random.below(list.count)] }
}
