package import AirgapCore
import FoundationEssentials
package import SystemPackage

/// Where credentials come from: `$REGISTRY_AUTH_FILE`, or else podman's `auth.json`, then docker's `config.json`, each with
/// its credential helpers.
package struct CredentialStore: Sendable {
    /// Runs a credential helper: its program's name and its input.
    package typealias HelperRunner = @Sendable (String, [UInt8]) async throws -> CommandRunner.Outcome

    /// The files in the order they are asked; one that is absent has nothing.
    package let files: [FilePath]
    private let runHelper: HelperRunner
    private let answers = HelperAnswers()

    package init(files: [FilePath], runHelper: @escaping HelperRunner = Self.run) {
        self.files = files
        self.runHelper = runHelper
    }

    /// The files that the user's environment names.
    package init(environment: [String: String]) {
        var files: [FilePath] = []
        if let file = environment["REGISTRY_AUTH_FILE"], !file.isEmpty {
            files.append(FilePath(file))
        } else if let folder = environment["XDG_RUNTIME_DIR"], !folder.isEmpty {
            files.append(FilePath(folder).appending("containers/auth.json"))
        }
        if let folder = environment["DOCKER_CONFIG"], !folder.isEmpty {
            files.append(FilePath(folder).appending("config.json"))
        } else if let home = environment["HOME"], !home.isEmpty {
            files.append(FilePath(home).appending(".docker/config.json"))
        }
        self.init(files: files)
    }

    /// What the user has for a repository or its registry; the helper wins over the file it stands in.
    ///
    /// - Throws: `CredentialError`, `CommandError`.
    package func credentials(
        for registry: RegistryHost, _ repository: RepositoryName? = nil
    ) async throws -> RegistryCredentials? {
        for path in files {
            guard let file = try CredentialFile(path) else { continue }
            if let name = try file.helper(for: registry, repository), let found = try await ask(name, about: registry) {
                return found
            }
            if let found = try file.credentials(for: registry, repository) { return found }
        }
        return nil
    }

    /// The protocol of docker-credential-helpers: the registry on standard input, JSON on standard output.
    private func ask(_ name: String, about registry: RegistryHost) async throws -> RegistryCredentials? {
        let key = registry.isDockerHub ? "https://index.docker.io/v1/" : registry.description
        if let known = answers.known(name, key) { return known }
        let answer = try await answer(of: name, to: key)
        answers.keep(answer, of: name, key)
        return answer
    }

    private func answer(of name: String, to key: String) async throws -> RegistryCredentials? {
        let outcome = try await runHelper("docker-credential-\(name)", Array("\(key)\n".utf8))
        guard outcome.status == 0 else {
            // The helpers' fixed text for "nothing stored", on standard output.
            let text = String(decoding: outcome.output.prefix(200), as: UTF8.self)
            if text.contains("credentials not found") { return nil }
            throw CredentialError.helperFailed(name: name, status: outcome.status)
        }
        guard let answer = try? JSONValue(parsing: outcome.output), let user = answer["Username"]?.string,
            let secret = answer["Secret"]?.string
        else { throw CredentialError.badHelperAnswer(name: name) }
        return user == "<token>" ? .identityToken(secret) : .password(user: user, secret: secret)
    }

    /// Runs a helper that PATH has.
    package static func run(_ program: String, input: [UInt8]) async throws -> CommandRunner.Outcome {
        try await CommandRunner.run(program, ["get"], input: input, outputLimit: 1 << 16)
    }
}
