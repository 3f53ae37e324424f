import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap verify`: proves a bundle from its bytes.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing in a bundle is missing, added or changed.",
        discussion: """
            Reads the bundle once, from front to back, unpacks nothing, and
            computes everything anew. Lists all that is wrong; exit code 1.

            Example: airgap verify bundle/demo-1.0.0-amd64.tgz
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = try await BundleVerifier(modules: VerifierSet(moduleTypes), progress: output.reporter())
            .verify(FilePath(bundle))
        try output.print(report, text: report.text)
        if !report.findings.isEmpty { throw FindingsReported(code: .findings) }
    }
}
