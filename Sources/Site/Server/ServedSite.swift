import AirgapCore
import HTTPTypes

/// Everything that is served, with the way from a request to its answer; no connection is known here.
struct ServedSite: Sendable {
    let source: any BundleSource
    let root: WebRoot
    let registry: SiteRegistry
    let page: StartPage
    let facts: SiteFacts
    let metrics: Metrics

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - method: of the request.
    ///   - text: the request's target as it stands in the request line.
    ///   - headers: of the request.
    ///   - host: what the client calls this machine.
    /// - Returns: the answer, as GET would have it for HEAD too.
    func answer(_ method: HTTPRequest.Method, _ text: String, _ headers: HTTPFields, host: String) -> (
        SiteAnswer, RequestKind
    ) {
        let target: RequestTarget
        do throws(RequestTargetError) {
            target = try RequestTarget(text)
        } catch {
            return (Self.refusal(error), .refused)
        }
        let kind = RequestKind(target)
        var answer: SiteAnswer
        if method == .get || method == .head {
            answer = self.answer(target, headers, host)
        } else if target.parts.first == "v2" {
            answer = SiteRegistry.refusal
        } else {
            answer = .message(.methodNotAllowed, "only GET and HEAD are answered here")
            answer.headers[.allow] = "GET, HEAD"
        }
        if target.parts.first == "v2", let name = HTTPField.Name("Docker-Distribution-API-Version") {
            answer.headers[name] = "registry/2.0"
        }
        return (answer, kind)
    }

    private func answer(_ target: RequestTarget, _ headers: HTTPFields, _ host: String) -> SiteAnswer {
        switch target.parts.first {
        case nil: page.answer(target, host: host)
        case "v2": registry.answer(target, headers)
        case "healthz" where target.parts.count == 1: .message(.ok, "ok")
        case "metrics" where target.parts.count == 1:
            SiteAnswer(.ok, "text/plain; version=0.0.4; charset=utf-8", metrics.text)
        case "site.conf" where target.parts.count == 1:
            MadeFile(facts.text).answer(headers, type: ContentType.of(target.path))
        default: root.answer(target, headers)
        }
    }

    private static func refusal(_ error: RequestTargetError) -> SiteAnswer {
        switch error {
        case .malformed: .message(.badRequest, "this is no path")
        case .leavesRoot: .message(.badRequest, "a path must not hold '..'")
        case .tooLong: .message(HTTPResponse.Status(code: 414, reasonPhrase: "URI Too Long"), "the path is too long")
        }
    }
}
