import AirgapCore
import Images
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import UnixSignals

/// Serves a bundle over HTTP and HTTPS until it is asked to stop.
package struct SiteServer: Sendable {
    /// Threads that read for TLS and for packed bundles.
    private static let readers = 3

    private let source: any BundleSource
    private let options: SiteOptions
    private let registry: SiteRegistry
    private let tls: TLSMaterial
    private let address: String

    /// Reads what is needed of a bundle, and makes certificates when there are none.
    ///
    /// - Parameters:
    ///   - source: the bundle.
    ///   - options: how it is served.
    /// - Throws: `SiteError`, `BundleReadError`, `LockFileError`, `FileError`.
    package init(_ source: any BundleSource, options: SiteOptions) throws {
        self.source = source
        self.options = options
        registry = SiteRegistry(table: try RegistryTable(source), names: try OriginalNames(source))
        let isAny = ["0.0.0.0", "::"].contains(options.host)
        address = options.address ?? (isAny ? MachineNames.current.addresses.first ?? "127.0.0.1" : options.host)
        tls = try TLSMaterial(options, addresses: [address])
    }

    /// Serves until SIGTERM or SIGINT; transfers under way are finished, as long as the limit lets them.
    ///
    /// - Parameter onReady: told once where the site is, when both ports are listened on.
    /// - Throws: `SiteError`, `FileError`.
    package func run(onReady: @escaping @Sendable (SiteAddresses) -> Void) async throws {
        OpenFiles.allowAll()
        let log = try options.accessLog.map { try AccessLog($0) }
        let site = site
        let pool = NIOThreadPool(numberOfThreads: Self.readers)
        pool.start()
        // Never shut down: a connection that is cut at the very end still has things to do on its loop.
        let threads = MultiThreadedEventLoopGroup.singleton
        let ready = ReadyCount(2) { onReady(SiteAddresses(host: options.host, site.facts)) }
        func listener(
            _ tls: TLSConfiguration?, _ port: Int, _ path: any WritableKeyPath<SiteFacts.Ports, Int> & Sendable
        ) -> Listener {
            Listener(
                responder: SiteResponder(
                    site: site, isSecure: tls != nil, pool: pool, log: log, limits: options.limits),
                host: options.host, port: port, tls: tls, group: threads
            ) { port in
                site.facts.set(path, to: port)
                ready.countDown()
            }
        }
        let listeners = [
            listener(nil, options.httpPort, \.http), listener(tls.configuration, options.httpsPort, \.https),
        ]
        let result = await Result { try await run(listeners) }
        try? await pool.shutdownGracefully()
        try result.get()
    }

    private var site: ServedSite {
        let facts = SiteFacts(
            domain: options.domain, address: address, timeServer: options.timeServer ?? address,
            authority: tls.authority.map { Digest(of: $0) }, registries: registry.registries)
        let made = tls.authority.map { ["certs/rootCA.crt": MadeFile($0)] } ?? [:]
        let root = WebRoot(source, made: made)
        let page = StartPage(
            manifest: source.manifest, signature: source.signature, inventory: SiteInventory(root, registry),
            facts: facts)
        return ServedSite(
            source: source, root: root, registry: registry, page: page, facts: facts, metrics: Metrics())
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
