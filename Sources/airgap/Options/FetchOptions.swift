import AirgapCore
import ArgumentParser
import FoundationEssentials
import SystemPackage

/// Where things are cached and how they are fetched.
struct FetchOptions: ParsableArguments {
    @Option(help: "The cache's folder. Default: $XDG_CACHE_HOME/airgap or ~/.cache/airgap.")
    var cache: String?

    @Option(help: "How many things are done at once. Default: 8 transfers, and a compressor for each processor.")
    var jobs: Int?

    @Option(help: "A PEM file of certificates to trust in addition to the system's.")
    var caFile: String?

    func validate() throws {
        guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs takes a number from 1 to 64") }
    }

    /// How many compressors work at once, at least 1.
    var compressors: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    /// Opens the cache.
    ///
    /// - Throws: `FileError`.
    func store() throws -> ContentStore {
        try ContentStore(root: cache.map { FilePath($0) } ?? Self.defaultCache)
    }

    private static var defaultCache: FilePath {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
            return FilePath(folder).appending("airgap")
        }
        return FilePath(environment["HOME"] ?? "/").appending(".cache/airgap")
    }

    /// Runs something that needs the network, and closes every connection afterwards.
    ///
    /// - Throws: `FetchError` for unusable proxies or certificates, or what the body throws.
    func withSources<Result>(
        for project: Project, store: ContentStore, progress: any ProgressReporter,
        _ body: (any SourceAccess) async throws -> Result
    ) async throws -> Result {
        let environment = ProcessInfo.processInfo.environment
        var settings = FetchSettings()
        settings.jobs = jobs ?? 8
        settings.jobsPerHost = min(settings.jobs, settings.jobsPerHost)
        settings.userAgent = "airgap/\(ProgramVersion.text)"
        let trustRoots = caFile ?? environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let transport = try AsyncHTTPTransport(
            settings: TransportSettings(
                proxies: ProxySettings(environment: environment), trustRoots: trustRoots.map { FilePath($0) },
                authorityTrustRoots: project.trustedAuthorities, connectionsPerHost: settings.jobsPerHost))
        let fetcher = Fetcher(transport: transport, settings: settings, store: store, progress: progress)
        do {
            let result = try await body(fetcher)
            await transport.shutdown()
            return result
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
