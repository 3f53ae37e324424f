/// One entry of `no_proxy`: `*`, a domain with its subdomains, an address, an IPv4 network, each with an optional port.
package struct ProxyException: Sendable, Equatable {
    private enum Scope: Sendable, Equatable {
        case everything
        case domain(String)
        case network(address: UInt32, mask: UInt32)
    }

    private let scope: Scope
    private let port: Int?

    /// Reads a comma-separated list; white space and empty entries are passed over.
    package static func list(_ text: String) -> [ProxyException] {
        text.split(separator: ",").compactMap { ProxyException(String($0.filter { !$0.isWhitespace })) }
    }

    private init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        if text == "*" {
            (scope, port) = (.everything, nil)
            return
        }
        if let slash = text.firstIndex(of: "/") {
            guard let address = IPv4.address(text[..<slash]), let bits = Int(text[text.index(after: slash)...]),
                (0...32).contains(bits)
            else { return nil }
            let mask = bits == 0 ? 0 : UInt32.max << UInt32(32 - bits)
            (scope, port) = (.network(address: address & mask, mask: mask), nil)
            return
        }
        let (name, port) = Self.split(text.lowercased())
        let bare = name.hasPrefix("*.") ? name.dropFirst(2) : name.hasPrefix(".") ? name.dropFirst() : name[...]
        guard !bare.isEmpty else { return nil }
        (scope, self.port) = (.domain(String(bare)), port)
    }

    /// Splits `host:port`; an IPv6 address without brackets has no port.
    private static func split(_ text: String) -> (String, Int?) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            text[..<colon].last == "]" || !text[..<colon].contains(":")
        else { return (text, nil) }
        return (String(text[..<colon]), port)
    }

    /// Whether a host needs no proxy because of this entry.
    package func covers(host: String, port: Int) -> Bool {
        if let own = self.port, own != port { return false }
        switch scope {
        case .everything: return true
        case .domain(let name):
            let plain = host.hasPrefix("[") && !name.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            return plain == name || plain.hasSuffix("." + name)
        case .network(let address, let mask): return IPv4.address(host).map { $0 & mask == address } ?? false
        }
    }
}
