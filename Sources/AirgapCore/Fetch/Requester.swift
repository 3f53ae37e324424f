/// Makes a request until it is answered: follows redirects, answers 401 challenges, refuses what is unsafe.
///
/// Credentials go to the authorizer's own origin only, so a redirect never carries them to another host.
struct Requester: Sendable {
    let transport: any HTTPTransport
    let settings: FetchSettings
    let pacing: HostPacing

    /// What is asked for.
    struct Call: Sendable {
        var method = "GET"
        var url: RemoteURL
        var headers: HTTPHeaders = []
        var body: [UInt8] = []
        var stream: RequestStream?
        var authorizer: (any RequestAuthorizer)?
        /// Whether plain http is acceptable for the URL and what it redirects to.
        var allowsPlainHTTP = false
    }

    /// - Parameters:
    ///   - call: what is asked for.
    ///   - sources: the authorizer's way to a token service.
    /// - Returns: the answer, which is no redirect, and the URL it came from.
    /// - Throws: `FetchError`, `CancellationError`, or what the authorizer throws.
    func send(
        _ call: Call, through sources: any SourceAccess
    ) async throws -> (response: TransportResponse, url: RemoteURL) {
        var current = call
        var challenges = 0
        var hops = 0
        while true {
            guard current.url.isSecure || call.allowsPlainHTTP else { throw FetchError.plainHTTP(current.url.redacted) }
            try await pacing.waitForTurn(current.url.authority)
            let response = try await transport.send(try await request(for: current))
            if Self.redirects.contains(response.status) {
                hops += 1
                guard hops <= settings.redirects else { throw FetchError.tooManyRedirects(call.url.redacted) }
                try Self.follow(response, in: &current)
            } else if response.status == 401, challenges < 2, let authorizer = current.authorizer,
                authorizer.origin == current.url.origin,
                try await authorizer.handle(challenge: response.headers, for: current.url, through: sources)
            {
                challenges += 1
            } else {
                try Self.refuseEncoding(response, current.url)
                return (response, current.url)
            }
        }
    }

    private static let redirects: Set<Int> = [301, 302, 303, 307, 308]

    private func request(for call: Call) async throws -> TransportRequest {
        var headers = call.headers
        headers.set("User-Agent", settings.userAgent)
        headers.set("Accept-Encoding", "identity")
        if headers["Accept"] == nil { headers.set("Accept", "*/*") }
        if let authorizer = call.authorizer, authorizer.origin == call.url.origin,
            let value = try await authorizer.authorization(for: call.url)
        {
            headers.set("Authorization", value)
        }
        return TransportRequest(
            method: call.method, url: call.url, headers: headers, body: call.body, stream: call.stream)
    }

    private static func follow(_ response: TransportResponse, in call: inout Call) throws {
        guard let location = response.headers["Location"] else {
            throw FetchError.badRedirect(call.url.redacted, "no Location")
        }
        let target: RemoteURL
        do {
            target = try call.url.resolving(location)
        } catch {
            throw FetchError.badRedirect(call.url.redacted, "\(error)")
        }
        guard target.isSecure || !call.url.isSecure else {
            throw FetchError.insecureRedirect(from: call.url.redacted, to: target.redacted)
        }
        if target.origin != call.url.origin {
            call.headers.remove("Authorization")
            call.headers.remove("Cookie")
        }
        if call.method == "PUT" || call.method == "PATCH" {
            guard response.status == 307 || response.status == 308 else {
                throw FetchError.badRedirect(call.url.redacted, "\(response.status) for a \(call.method)")
            }
            guard !target.isLoopback || call.url.isLoopback else {
                throw FetchError.badRedirect(call.url.redacted, "to this machine, \(target.redacted)")
            }
        }
        if call.method == "POST" {
            guard target.origin == call.url.origin else {
                throw FetchError.badRedirect(call.url.redacted, "a POST to another host, \(target.redacted)")
            }
            if response.status == 303 { (call.method, call.body) = ("GET", []) }
        }
        call.url = target
    }

    /// `identity` was asked for, and digests are of the bytes as they are.
    private static func refuseEncoding(_ response: TransportResponse, _ url: RemoteURL) throws {
        guard let encoding = response.headers["Content-Encoding"], !encoding.isEmpty,
            encoding.lowercased() != "identity", (200...299).contains(response.status)
        else { return }
        throw FetchError.contentEncoding(url.redacted, encoding)
    }
}
