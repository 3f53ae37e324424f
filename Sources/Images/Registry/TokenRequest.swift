package import AirgapCore

/// One conversation with a token service: GET with basic authentication, or POST for an identity token (distribution,
/// token authentication and OAuth2 token authentication).
package struct TokenRequest: Sendable {
    package let realm: TokenRealm
    /// The registry, for messages.
    package let registry: String
    package let service: String?
    package let scope: String
    package let credentials: RegistryCredentials?

    package init(
        realm: TokenRealm, registry: String, service: String?, scope: String, credentials: RegistryCredentials?
    ) {
        self.realm = realm
        self.registry = registry
        self.service = service
        self.scope = scope
        self.credentials = credentials
    }

    /// Gets a token.
    ///
    /// - Throws: `RegistryAuthError`.
    package func send(through sources: any SourceAccess) async throws -> String {
        guard credentials == nil || realm.maySeeCredentials else {
            throw RegistryAuthError.credentialsElsewhere(registry: registry, realm: realm.url.redacted)
        }
        let answer = try await answer(from: sources)
        let value = try? JSONValue(parsing: answer.body)
        guard let token = value?["token"]?.string ?? value?["access_token"]?.string, !token.isEmpty else {
            throw RegistryAuthError.noToken(realm: realm.url.redacted)
        }
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw RegistryAuthError.badToken(realm: realm.url.redacted)
        }
        return token
    }

    /// A failure must not look like the registry's own, which would be tried again as a whole.
    private func answer(from sources: any SourceAccess) async throws -> MetadataAnswer {
        do {
            return try await sources.metadata(try request())
        } catch let error as FetchError {
            throw RegistryAuthError.refused(error)
        }
    }

    /// The request as it goes to the fetcher.
    ///
    /// - Throws: `RemoteURLError`.
    package func request() throws -> MetadataRequest {
        var query: [(String, String)] = []
        if let service { query.append(("service", service)) }
        var request = MetadataRequest(.get, realm.url, limit: 1 << 20, allowsPlainHTTP: !realm.url.isSecure)
        if case .identityToken(let token) = credentials {
            if !scope.isEmpty { query.append(("scope", scope)) }
            query += [("grant_type", "refresh_token"), ("client_id", "airgap"), ("refresh_token", token)]
            request.method = .post
            request.headers.set("Content-Type", "application/x-www-form-urlencoded")
            request.body = Array(Self.encoded(query).utf8)
            return request
        }
        // Several scopes are several parameters here, and one with spaces in the form.
        query += scope.split(separator: " ").map { ("scope", String($0)) }
        if !query.isEmpty {
            let separator = realm.url.target.contains("?") ? "&" : "?"
            request.url = try RemoteURL(realm.url.description + separator + Self.encoded(query))
        }
        request.authorizer = credentials?.basicHeader.map { StaticAuthorizer(origin: realm.url.origin, header: $0) }
        return request
    }

    private static func encoded(_ query: [(String, String)]) -> String {
        query.map { "\($0)=\(encoded($1))" }.joined(separator: "&")
    }

    /// Percent-encodes everything but RFC 3986's unreserved characters.
    private static func encoded(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.append(byte)
            default:
                result += [UInt8(ascii: "%")] + [byte >> 4, byte & 15].map { Array("0123456789ABCDEF".utf8)[Int($0)] }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
