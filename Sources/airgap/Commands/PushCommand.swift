import AirgapCore
import ArgumentParser
import FoundationEssentials
import Images
import Push
import SystemPackage

/// `airgap push`: a bundle's images into a registry.
struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Bring a bundle's images into a registry, digests unchanged.",
        usage: "airgap push BUNDLE --to REGISTRY[/PROJECT] [--dry-run] [OPTIONS]",
        discussion: """
            BUNDLE is the tar.gz, which need not be unpacked, or an unpacked
            bundle's folder. What the registry has is not sent again; every byte
            is proved before its upload is committed. Credentials come from
            $REGISTRY_AUTH_FILE or ~/.docker/config.json, as 'docker login'
            writes it.

            Example: airgap push demo-1.0.0-amd64.tgz --to harbor.site/apps
                     airgap push /srv/demo-1.0.0-amd64 --to 10.0.0.5:5000 \\
                       --insecure-registry --only 'library/*' --dry-run
            """)

    @Argument(help: "The bundle, or the folder it was unpacked to.")
    var bundle: String

    @Option(name: .customLong("to"), help: "The registry, and the project that everything is put below.")
    var target: String

    @Option(help: "What to do when a tag has other content there: fail (default; nothing is written), skip, overwrite.")
    var onExisting = ExistingTags.fail

    @Option(help: "Push these images only: a name as in the bundle, * and ? allowed. May be repeated.")
    var only: [String] = []

    @Flag(help: "Ask the registry, and write nothing.")
    var dryRun = false

    @Option(help: "A PEM file of certificates to trust in addition to the system's.")
    var caFile: String?

    @Flag(help: "Plain http. Without it, only a registry on this machine's loopback is reached so.")
    var insecureRegistry = false

    @Option(help: "How many things are done at once.")
    var jobs = 4

    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64") }
        guard !insecureRegistry || caFile == nil else {
            throw ValidationError("--insecure-registry and --ca-file contradict each other")
        }
    }

    func run() async throws {
        let target = try PushTarget(target)
        let source = try source()
        let report = try await push(source, to: target)
        try output.print(report, text: PushText(report: report).text)
        try FailureList.throwIfAny(report.failures)
    }

    private func source() throws -> any PushSource {
        let path = FilePath(bundle)
        let isFolder = try FileSystem.status(path)?.kind == .folder || (try? FileSystem.names(in: path)) != nil
        return isFolder
            ? try FolderSource(path, trust: trust.trust()) : try PackedSource(path, trust: trust.trust())
    }

    private func push(_ source: any PushSource, to target: PushTarget) async throws -> PushReport {
        let environment = ProcessInfo.processInfo.environment
        let authority = caFile.map { FilePath($0) }
        let roots = authority ?? environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : FilePath($0) }
        var settings = FetchSettings()
        settings.userAgent = "airgap/\(ProgramVersion.text)"
        let transport = try AsyncHTTPTransport(
            settings: TransportSettings(
                proxies: ProxySettings(environment: environment), trustRoots: roots, connectionsPerHost: jobs))
        let isInsecure: Bool? = insecureRegistry ? true : target.isSecure ? false : nil
        do {
            let report = try await Pusher(
                from: source, to: target, settings: RegistrySettings(isInsecure: isInsecure, authority: authority),
                client: UploadClient(transport: transport, settings: settings),
                credentials: CredentialStore(environment: environment),
                options: PushOptions(
                    existing: onExisting, isDryRun: dryRun, only: only.map { NamePattern($0) }, jobs: jobs),
                progress: output.reporter()
            ).run()
            await transport.shutdown()
            return report
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
