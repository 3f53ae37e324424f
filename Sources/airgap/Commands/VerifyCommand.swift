import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap verify`: proves a bundle from its bytes.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing in a bundle is missing, added or changed.",
        usage: "airgap verify [--key FILE] [--newer-than SERIAL] BUNDLE [OPTIONS]",
        discussion: """
            Unpacks nothing and computes everything anew, in parallel by the
            bundle's index, which is not trusted. An ordinary tar.gz of the same
            archive is read from front to back. Lists all that is wrong.

            Exit codes: 0 nothing is wrong; 1 something is; 3 the signature that
            was asked for is bad, unknown or absent; 5 the bundle is not newer.

            Example: airgap verify --key site.asc bundle/demo-1.0.0-amd64.tgz
                     airgap verify --quick bundle/demo-1.0.0-amd64.tgz
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @OptionGroup var trust: TrustOptions
    @OptionGroup var jobs: JobsOption

    @Flag(help: "Look at the lists, the structure and the sizes only; contents are not read.")
    var quick = false

    @Flag(help: "Compute the file's own digest too, and compare it with the .sha256 beside it.")
    var digest = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let options = VerifyOptions(
            jobs: jobs.count, isQuick: quick, withFileDigest: digest, trust: try trust.trust())
        let report = try await BundleVerifier(
            modules: VerifierSet(moduleTypes), options: options, progress: output.reporter()
        ).verify(FilePath(bundle))
        try output.print(report, text: report.text)
        if report.exitCode != .done { throw FindingsReported(code: report.exitCode) }
    }
}
