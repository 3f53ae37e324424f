import FoundationEssentials

/// An absolute `http` or `https` URL without user, password or fragment (RFC 3986).
///
/// Credentials never stand in a URL: they come from files made for them.
package struct RemoteURL: Hashable, Sendable {
    /// Whether the scheme is `https`.
    package let isSecure: Bool
    /// The host in lower case, without port; an IPv6 address keeps its brackets.
    package let host: String
    /// The port, the scheme's own when none is written.
    package let port: Int
    /// Path and query as they go on the wire, beginning with `/`, percent-encoded.
    package let target: String

    /// - Throws: `RemoteURLError` with the text seen.
    package init(_ text: String) throws(RemoteURLError) {
        guard text.utf8.count <= 8192 else { throw .tooLong(text) }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw .malformed(text)
        }
        guard scheme == "http" || scheme == "https" else { throw .unsupportedScheme(text) }
        guard let host = parts.encodedHost, !host.isEmpty, !host.contains("%") else { throw .noHost(text) }
        guard parts.user == nil, parts.password == nil else { throw .credentials }
        guard (1...65535).contains(parts.port ?? 80) else { throw .malformed(text) }
        isSecure = scheme == "https"
        self.host = host.lowercased()
        port = parts.port ?? (scheme == "https" ? 443 : 80)
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        target = path + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    private init(isSecure: Bool, host: String, port: Int, target: String) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.target = target
    }

    /// `host`, or `host:port` when the port is not the scheme's own.
    package var authority: String {
        port == (isSecure ? 443 : 80) ? host : "\(host):\(port)"
    }

    /// Scheme, host and port: what credentials are bound to (RFC 6454).
    package var origin: String { (isSecure ? "https://" : "http://") + authority }

    /// The path without query, percent-encoded.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The URL without its query, for messages: a query can hold a signature.
    package var redacted: String { origin + path + (target.contains("?") ? "?…" : "") }

    /// Whether the host is this machine's loopback.
    package var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && IPv4.isAddress(host))
    }

    /// This URL with more path behind it, each given text as it stands (already percent-encoded).
    ///
    /// - Throws: `RemoteURLError.malformed` when the result is no URL.
    package func appending(_ encodedPath: String) throws(RemoteURLError) -> RemoteURL {
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        return try RemoteURL(origin + base + "/" + encodedPath)
    }

    /// Resolves a `Location` header against this URL (RFC 3986, section 5).
    ///
    /// - Throws: `RemoteURLError` when the result is not an http or https URL.
    package func resolving(_ location: String) throws(RemoteURLError) -> RemoteURL {
        guard let base = URL(string: description), let url = URL(string: location, relativeTo: base) else {
            throw .malformed(location)
        }
        var text = url.absoluteString
        if let hash = text.firstIndex(of: "#") { text = String(text[..<hash]) }
        return try RemoteURL(text)
    }
}

extension RemoteURL: CustomStringConvertible {
    package var description: String { origin + target }
}

extension RemoteURL: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
