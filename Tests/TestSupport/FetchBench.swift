package import AirgapCore
package import SystemPackage

/// A real fetcher over a store of its own, with short pauses, for tests against loopback servers.
package struct FetchBench: Sendable {
    package let store: ContentStore
    package let fetcher: Fetcher
    package let progress: RecordedProgress

    /// Runs a body with a fetcher and closes its connections afterwards.
    ///
    /// - Parameters:
    ///   - folder: the cache's folder.
    ///   - trustRoots: a PEM file of certificates to trust.
    ///   - authorityTrustRoots: PEM files of certificates to trust for one authority each.
    ///   - proxies: which way requests go out.
    ///   - adjust: changes the settings.
    ///   - body: uses the fetcher.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws.
    package static func run<Result>(
        cache folder: FilePath, trustRoots: FilePath? = nil, authorityTrustRoots: [String: FilePath] = [:],
        proxies: ProxySettings = .none,
        _ adjust: (inout FetchSettings) -> Void = { _ in }, _ body: (FetchBench) async throws -> Result
    ) async throws -> Result {
        var settings = FetchSettings()
        settings.retry.baseMilliseconds = 5
        settings.stallSeconds = 2
        adjust(&settings)
        let transport = try AsyncHTTPTransport(
            settings: TransportSettings(
                proxies: proxies, trustRoots: trustRoots, authorityTrustRoots: authorityTrustRoots))
        let store = try ContentStore(root: folder)
        let progress = RecordedProgress()
        let fetcher = Fetcher(transport: transport, settings: settings, store: store, progress: progress)
        do {
            let result = try await body(FetchBench(store: store, fetcher: fetcher, progress: progress))
            await transport.shutdown()
            return result
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    /// An item at one address.
    package static func item(_ url: String, _ bytes: [UInt8], name: String = "thing", size: Bool = true) throws
        -> FetchItem
    {
        FetchItem(
            name: name, module: ModuleName(rawValue: "test"), sources: [try RemoteURL(url)], digest: Digest(of: bytes),
            size: size ? Int64(bytes.count) : nil)
    }
}
