import AirgapCore
import SystemPackage

/// Turns a deb target's `repositories` into suites to read, each with its URL and keyring.
struct DebSources {
    let target: String
    let repositories: [DebRepository]
    let systemRoot: FilePath

    /// Every suite of every repository; all faults at once.
    ///
    /// - Throws: `StageError` or `FailureList`.
    func suites() async throws -> [SuiteSource] {
        let usesSystem = repositories.contains { $0.location == .system }
        let system = try failing(target) { usesSystem ? try AptSources(root: systemRoot) : AptSources([]) }
        let checksDate = usesSystem ? await AptDateChecks.areOn(root: systemRoot) : true
        var result: [SuiteSource] = []
        var failures: [StageError] = []
        for repository in repositories {
            for suite in repository.suites {
                do throws(StageError) {
                    result.append(
                        try failing("\(target): \(suite)") { try source(suite, of: repository, system, checksDate) })
                } catch {
                    failures.append(error)
                }
            }
        }
        try FailureList.throwIfAny(failures)
        return result
    }

    private func source(
        _ suite: String, of repository: DebRepository, _ system: AptSources, _ systemChecksDate: Bool
    ) throws -> SuiteSource {
        let configured = try repository.keyring.map { try Keyring(at: $0.path) }
        switch repository.location {
        case .url(let url):
            return SuiteSource(
                url: url, suite: suite, components: repository.components, keyring: configured,
                priority: repository.priority, checksDate: repository.checksDate)
        case .system:
            let entry = try system.entry(for: suite, components: repository.components)
            let keyring = try repository.isTrusted ? nil : configured ?? self.keyring(of: entry)
            guard keyring != nil || repository.isTrusted else {
                throw AptSourcesError.noKeyring(suite: suite, place: entry.place)
            }
            return SuiteSource(
                url: try RemoteURL(entry.uri), suite: suite, components: repository.components, keyring: keyring,
                priority: repository.priority, checksDate: repository.checksDate && systemChecksDate)
        }
    }

    /// A keyring made of all that the entry names.
    private func keyring(of entry: AptSource) throws -> Keyring? {
        switch entry.signedBy {
        case .embedded(let text): return try Keyring(Array(text.utf8))
        case .files(let paths):
            let rings = try paths.map { try Keyring(at: systemRoot.appending(String($0.drop { $0 == "/" }))) }
            return rings.count == 1 ? rings.first : try Keyring(rings.flatMap(\.bytes))
        case nil: return nil
        }
    }

    private func failing<Result>(_ item: String, _ body: () throws -> Result) throws(StageError) -> Result {
        do {
            return try body()
        } catch {
            throw StageError(stage: OSPackagesModule.name.rawValue, item: item, cause: error)
        }
    }
}
