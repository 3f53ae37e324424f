/// A listening socket of /proc/net/tcp or tcp6 (proc(5)).
struct ListeningSocket: Equatable {
    private static let listening = "0A"
    private static let limit = 100_000

    let port: Int
    let inode: String
    /// Whether only this machine reaches it.
    let isLoopback: Bool

    /// The listening sockets of a file; lines that cannot be read are passed over.
    static func all(_ text: String) -> [ListeningSocket] {
        text.split(separator: "\n").dropFirst().prefix(limit).compactMap(ListeningSocket.init)
    }

    private init?(_ line: Substring) {
        let fields = line.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count >= 10, fields[3] == Self.listening,
            let colon = fields[1].lastIndex(of: ":"),
            let port = UInt16(fields[1][fields[1].index(after: colon)...], radix: 16)
        else { return nil }
        self.port = Int(port)
        inode = String(fields[9])
        let address = fields[1][..<colon]
        isLoopback = address.hasSuffix("7F") && address.count == 8 || address == "00000000000000000000000001000000"
    }
}
