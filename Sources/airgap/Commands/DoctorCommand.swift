import AirgapCore
import ArgumentParser
import Doctor
import FoundationEssentials
import SystemPackage

/// `airgap doctor`: whether a machine is ready for a bundle.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at this machine, and say what must be fixed before a bundle works on it.",
        usage: "airgap doctor [BUNDLE] [--server URL] [OPTIONS]",
        discussion: """
            Compares distribution, architecture, disk, clock, ports, names,
            certificates, container engines and the kernel with what the bundle
            needs. Starts nothing, changes nothing, and runs as any user; what
            that user cannot see is said.

            Exit codes: 0 nothing need be fixed; 1 something must be.

            Example: airgap doctor demo-1.0.0-amd64.tgz --server http://10.0.0.5:8080
            """)

    @Argument(help: "The bundle, or the folder it was unpacked to. Without it: what every node of a cluster needs.")
    var bundle: String?

    @Option(help: "A server of the site whose clock this machine's is compared with.")
    var server: String?

    @Option(help: "A PEM file of certificates to trust in addition to the system's, for --server.")
    var caFile: String?

    @Option(help: "Look at the machine whose file system is mounted here.")
    var root = "/"

    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let needs = try bundle.map { name in
            let path = FilePath(name)
            return try BundleNeeds(path, isFolder: Self.isFolder(path), trust: trust.trust())
        }
        let root = FilePath(root).lexicallyNormalized()
        let machine = Machine(root: root, probe: RealProbe(isRunning: root == "/"))
        let report = await MachineDoctor(machine, needs: needs, server: try await clock()).report()
        try output.print(report, text: DoctorText(report: report, width: Terminal.shared.width).text)
        if report.needsFix { throw FindingsReported(code: .findings) }
    }

    private static func isFolder(_ path: FilePath) throws -> Bool {
        if let kind = try FileSystem.status(path)?.kind, kind == .file { return false }
        return (try? FileSystem.names(in: path)) != nil
    }

    /// One request, one answer; whatever goes wrong is told in the report.
    private func clock() async throws -> ServerClock? {
        guard let server else { return nil }
        let url = try RemoteURL(server.contains("://") ? server : "http://\(server)")
        let settings = TransportSettings(
            proxies: try ProxySettings(environment: ProcessInfo.processInfo.environment),
            trustRoots: caFile.map { FilePath($0) })
        let transport = try AsyncHTTPTransport(settings: settings)
        let client = UploadClient(transport: transport, settings: FetchSettings())
        var clock: ServerClock
        do {
            let answer = try await client.send(UploadRequest("HEAD", url, allowsPlainHTTP: !url.isSecure))
            clock = ServerClock(name: server, date: answer.headers["Date"])
        } catch let failure as Retrier.Failure {
            clock = ServerClock(name: server, date: nil, failure: "\(failure.error)")
        }
        await transport.shutdown()
        return clock
    }
}
