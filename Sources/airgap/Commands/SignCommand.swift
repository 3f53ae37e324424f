import AirgapCore
import ArgumentParser
import Packer
import SystemPackage

/// `airgap sign`: signs a finished bundle.
struct SignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a finished bundle; what was signed before is signed anew.",
        usage: "airgap sign --key FILE BUNDLE [OPTIONS]",
        discussion: """
            Proves the bundle first. Then puts the signature of SHA256SUMS into it,
            as 'airgap build --sign' does, with the same bytes, and writes
            BUNDLE.asc, the signature of the whole file, and BUNDLE.sha256.

            Example: airgap sign --key site.key bundle/demo-1.0.0-amd64.tgz
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @Option(help: "The site's secret key, as 'airgap keygen' makes it.")
    var key: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let file = FilePath(bundle)
        let progress = output.reporter()
        // What can be refused at once is, before a large file is read.
        let time = try BundleParts(file).manifest.created
        let signer = try await SiteSigner(keyFile: FilePath(key), time: time, scratch: file.folder)
        let report = try await BundleVerifier(modules: VerifierSet(moduleTypes), progress: progress).verify(file)
        guard report.findings.isEmpty, report.bundle?.created == time else {
            try output.print(report, text: report.text)
            throw FindingsReported(code: .findings)
        }
        let packed = try await BundleSigner(signer).sign(file)
        let result = SignReport(
            bundle: bundle, size: packed.size, digest: packed.digest, key: signer.fingerprint)
        try output.print(result, text: result.text)
    }
}
