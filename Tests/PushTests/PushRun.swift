import AirgapCore
import Images
import SystemPackage
import TestSupport

@testable import Push

/// One push, with short pauses between attempts.
struct PushRun {
    var options = PushOptions()
    var credentials: [FilePath] = []
    var settings = RegistrySettings()
    /// Milliseconds before a second attempt.
    var pause: Int64 = 2

    /// Pushes an unpacked bundle or a packed one.
    func run(_ bundle: FilePath, to target: String) async throws -> PushReport {
        let isFolder = try FileSystem.status(bundle)?.kind == .folder
        let source: any PushSource =
            isFolder
            ? try FolderSource(bundle, trust: BundleTrust()) : try PackedSource(bundle, trust: BundleTrust())
        return try await run(source, to: target)
    }

    /// Pushes from a source.
    func run(_ source: any PushSource, to target: String) async throws -> PushReport {
        var fetch = FetchSettings()
        fetch.retry.baseMilliseconds = pause
        fetch.retry.longestMilliseconds = pause * 10
        let transport = try AsyncHTTPTransport(
            settings: TransportSettings(trustRoots: settings.authority, connectionsPerHost: options.jobs))
        do {
            let report = try await Pusher(
                from: source, to: try PushTarget(target), settings: settings,
                client: UploadClient(transport: transport, settings: fetch),
                credentials: CredentialStore(files: credentials), options: options, progress: SilentProgress()
            ).run()
            await transport.shutdown()
            return report
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    /// A credentials file as `docker login` writes it.
    static func credentials(
        for host: String, _ user: String, _ password: String, in folder: TemporaryFolder
    ) async throws -> FilePath {
        let pair = try await PeerProgram.run("base64", ["-w0"], input: Array("\(user):\(password)".utf8))
        return try folder.write(#"{"auths": {"\#(host)": {"auth": "\#(pair)"}}}"#, at: "config-\(password.count).json")
    }
}
