import AirgapCore
import Images
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import UnixSignals

/// Serves a bundle over HTTP and HTTPS until it is asked to stop.
package struct SiteServer: Sendable {
    private let source: any BundleSource
    private let options: SiteOptions
    private let registry: SiteRegistry

    /// Reads what is needed of a bundle.
    ///
    /// - Parameters:
    ///   - source: the bundle.
    ///   - options: how it is served.
    /// - Throws: `SiteError`, `BundleReadError`, `LockFileError`, `FileError`.
    package init(_ source: any BundleSource, options: SiteOptions) throws {
        self.source = source
        self.options = options
        registry = SiteRegistry(table: try RegistryTable(source), names: try OriginalNames(source))
    }

    /// Serves until SIGTERM or SIGINT; transfers under way are finished, as long as the limit lets them.
    ///
    /// - Parameter onReady: told once where the site is, when both ports are listened on.
    /// - Throws: `SiteError`, `FileError`.
    package func run(onReady: @escaping @Sendable (SiteAddresses) -> Void) async throws {
        let log = try options.accessLog.map { try AccessLog($0) }
        let facts = SiteFacts(
            domain: options.domain, address: options.address ?? "127.0.0.1", timeServer: options.timeServer ?? "",
            authority: nil, registries: registry.names.registries)
        let site = ServedSite(
            source: source, root: WebRoot(source, made: [:]), registry: registry, page: StartPage(facts: facts),
            facts: facts, metrics: Metrics())
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        let threads = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let ready = ReadyCount(1) { onReady(SiteAddresses(host: options.host, ports: facts.ports)) }
        let plain = Listener(
            responder: SiteResponder(site: site, isSecure: false, pool: pool, log: log, limits: options.limits),
            host: options.host, port: options.httpPort, tls: nil, group: threads
        ) { port in
            facts.set(\.http, to: port)
            ready.countDown()
        }
        let result = await Result { try await run([plain]) }
        try? await threads.shutdownGracefully()
        try? await pool.shutdownGracefully()
        try result.get()
    }

    private func run(_ listeners: [Listener]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: listeners.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: options.limits.logger)
        configuration.maximumGracefulShutdownDuration = options.limits.stop
        try await ServiceGroup(configuration: configuration).run()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
