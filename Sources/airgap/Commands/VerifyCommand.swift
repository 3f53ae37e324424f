import AirgapCore
import ArgumentParser
import FoundationEssentials
import SystemPackage

/// `airgap verify`: proves a bundle from its bytes.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing in a bundle is missing, added or changed.",
        discussion: """
            Unpacks nothing and computes everything anew, in parallel by the
            bundle's index, which is not trusted. An ordinary tar.gz of the same
            archive is read from front to back. Lists all that is wrong; exit
            code 1.

            Example: airgap verify bundle/demo-1.0.0-amd64.tgz
                     airgap verify --quick bundle/demo-1.0.0-amd64.tgz
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @Option(help: "How many parts are read at once. Default: as many as there are processors.")
    var jobs: Int?

    @Flag(help: "Look at the lists, the structure and the sizes only; contents are not read.")
    var quick = false

    @Flag(help: "Compute the file's own digest too, and compare it with the .sha256 beside it.")
    var digest = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs takes a number from 1 to 64") }
    }

    func run() async throws {
        let options = VerifyOptions(
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, isQuick: quick, withFileDigest: digest)
        let report = try await BundleVerifier(
            modules: VerifierSet(moduleTypes), options: options, progress: output.reporter()
        ).verify(FilePath(bundle))
        try output.print(report, text: report.text)
        if !report.findings.isEmpty { throw FindingsReported(code: .findings) }
    }
}
