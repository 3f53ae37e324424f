import AirgapCore
import Images

/// The registry that is pushed to.
struct PushConnection: Sendable {
    let client: UploadClient
    let endpoint: RegistryEndpoint
    let authorizer: RegistryAuthorizer
    let target: PushTarget

    /// Makes a request until the registry gives an answer that another attempt would not change.
    ///
    /// - Returns: the answer, whatever its status.
    /// - Throws: `FetchError`, `RegistryAuthError`, `CancellationError`.
    func ask(_ method: String, _ url: RemoteURL, headers: HTTPHeaders = [], stream: RequestStream? = nil) async throws
        -> UploadAnswer
    {
        try await client.retrying {
            let answer = try await client.send(request(method, url, headers: headers, stream: stream))
            if answer.isPassing { throw answer.failure }
            return answer
        }
    }

    /// A request as this registry wants it.
    func request(
        _ method: String, _ url: RemoteURL, headers: HTTPHeaders = [], stream: RequestStream? = nil
    ) -> UploadRequest {
        UploadRequest(
            method, url, headers: headers, stream: stream, authorizer: authorizer,
            allowsPlainHTTP: !endpoint.root.isSecure)
    }

    /// `<root>/v2/<name>/<rest>`.
    ///
    /// - Throws: `RemoteURLError`.
    func url(_ repository: RepositoryName, _ rest: String) throws(RemoteURLError) -> RemoteURL {
        try endpoint.base(of: repository).appending(rest)
    }

    /// The same for the first request of all: where nobody listens, that is said at once.
    private func firstAnswer(_ method: String, _ url: RemoteURL) async throws -> UploadAnswer {
        var isFirst = true
        return try await client.retrying {
            defer { isFirst = false }
            do {
                let answer = try await client.send(request(method, url))
                if answer.isPassing { throw answer.failure }
                return answer
            } catch let failure as Retrier.Failure {
                guard isFirst, case .refused = failure.error else { throw failure }
                throw failure.error
            }
        }
    }

    /// Makes sure that a registry answers and knows us (OCI distribution specification, determining support).
    ///
    /// - Throws: `PushError`, `FetchError`, `RegistryAuthError`.
    func greet() async throws {
        let answer = try await firstAnswer("GET", try endpoint.root.appending("v2/"))
        switch answer.status {
        case 200...299: return
        case 401, 403:
            throw PushError.loginNeeded(registry: target.registry, detail: Refusal(answer).text)
        default: throw PushError.noRegistry(url: answer.url.redacted, status: answer.status)
        }
    }
}

extension UploadAnswer {
    /// Whether a later attempt may get another answer.
    var isPassing: Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }
}
