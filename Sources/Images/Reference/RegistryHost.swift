import AirgapCore

/// A registry as references name it: `docker.io`, `quay.io`, `localhost:5000`, `[::1]:5000`.
///
/// Docker Hub is always `docker.io`, whichever of its names was written.
package struct RegistryHost: Hashable, Sendable {
    /// Docker Hub's canonical name.
    package static let dockerHubName = "docker.io"
    private static let dockerHubNames = ["docker.io", "index.docker.io", "registry-1.docker.io"]

    /// The host in lower case, without port; an IPv6 address keeps its brackets.
    package let host: String
    /// The port when one is written.
    package let port: Int?

    /// - Throws: `ImageReferenceError.badRegistry`, `.badPort` or `.hasScheme` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard !text.contains("://") else { throw .hasScheme(text) }
        var name = text[...]
        var port: Int?
        let search = text.hasPrefix("[") ? text.firstIndex(of: "]").map { text[$0...] } ?? "" : text[...]
        if let colon = search.firstIndex(of: ":") {
            let digits = text[text.index(after: colon)...]
            guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(digits), (1...65535).contains(number)
            else { throw .badPort(text) }
            port = number
            name = text[..<colon]
        }
        guard Self.isAddress(name) || Self.isDomain(name) else { throw .badRegistry(text) }
        let host = name.lowercased()
        self.host = port == nil && Self.dockerHubNames.contains(host) ? Self.dockerHubName : host
        self.port = port
    }

    /// Whether this is Docker Hub.
    package var isDockerHub: Bool { self.port == nil && host == Self.dockerHubName }

    /// Host and port that requests go to.
    package var apiAuthority: String { isDockerHub ? "registry-1.docker.io" : description }

    /// The names under which credential files know this registry.
    package var credentialNames: [String] { isDockerHub ? Self.dockerHubNames : [description] }

    /// The names under which credential files know a repository of this registry, the most specific first
    /// (containers-auth.json(5)).
    package func credentialNames(for repository: RepositoryName?) -> [String] {
        var names: [String] = []
        var parts = repository?.description.split(separator: "/").map(String.init) ?? []
        while !parts.isEmpty {
            names.append("\(description)/\(parts.joined(separator: "/"))")
            parts.removeLast()
        }
        return names + credentialNames
    }

    /// Whether the host is this machine's loopback.
    package var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && IPv4.isAddress(host))
    }

    private static func isDomain(_ name: Substring) -> Bool {
        name.utf8.count <= 253
            && name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
                guard let first = part.first, let last = part.last else { return false }
                return first != UInt8(ascii: "-") && last != UInt8(ascii: "-") && part.count <= 63
                    && part.allSatisfy(isDomainByte)
            }
    }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"): true
        default: false
        }
    }

    /// `[…]` with hexadecimal digits and colons; whether it is an address, the connection will tell.
    private static func isAddress(_ name: Substring) -> Bool {
        guard name.hasPrefix("["), name.hasSuffix("]"), (4...41).contains(name.utf8.count) else { return false }
        return name.utf8.dropFirst().dropLast().allSatisfy {
            $0 == UInt8(ascii: ":") || Hex.value(of: $0) != nil || (65...70).contains($0)
        }
    }
}

extension RegistryHost: CustomStringConvertible {
    package var description: String { host + (port.map { ":\($0)" } ?? "") }
}

extension RegistryHost: Comparable {
    package static func < (left: RegistryHost, right: RegistryHost) -> Bool { left.description < right.description }
}
