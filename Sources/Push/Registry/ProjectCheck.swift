import AirgapCore
import Images

/// Asks Harbor whether the projects are there: it makes none by itself, and says so only in riddles when something is pushed.
struct ProjectCheck {
    let connection: PushConnection
    let credentials: RegistryCredentials?

    /// - Parameter repositories: what will be pushed to.
    /// - Throws: `FailureList` of the projects that are missing; a registry that is not Harbor has none.
    func run(_ repositories: Set<RepositoryName>) async throws {
        guard try await isHarbor() else { return }
        var failures: [any ExplainedError] = []
        for project in Set(repositories.compactMap { $0.description.split(separator: "/").first }).sorted() {
            let url = try connection.endpoint.root.appending("api/v2.0/projects?project_name=\(project)")
            // Who may not see projects gets another answer, and is told when it pushes.
            guard try await answer("HEAD", url)?.status == 404 else { continue }
            failures.append(PushError.missingProject(String(project), registry: connection.target.registry))
        }
        try FailureList.throwIfAny(failures)
    }

    private func isHarbor() async throws -> Bool {
        let answer = try await answer("GET", try connection.endpoint.root.appending("api/v2.0/systeminfo"))
        guard let answer, answer.isSuccess, let value = try? JSONValue(parsing: answer.body) else { return false }
        return value["harbor_version"] != nil || value["auth_mode"] != nil
    }

    /// One attempt: this is no more than a help.
    private func answer(_ method: String, _ url: RemoteURL) async throws -> UploadAnswer? {
        let origin = connection.endpoint.root.origin
        let authorizer = credentials?.basicHeader.map { StaticAuthorizer(origin: origin, header: $0) }
        do {
            return try await connection.client.send(
                UploadRequest(method, url, authorizer: authorizer, allowsPlainHTTP: !url.isSecure))
        } catch is Retrier.Failure {
            return nil
        }
    }
}
