import AirgapCore
import HTTPTypes

/// `/`: what the bundle holds, and how clients are set up.
struct StartPage: Sendable {
    let facts: SiteFacts

    func answer(_ target: RequestTarget, _ headers: HTTPFields, isSecure: Bool) -> SiteAnswer {
        SiteAnswer(.ok, "text/html; charset=utf-8", HTMLPage(title: "bundle").html("<h1>bundle</h1>"))
    }
}
