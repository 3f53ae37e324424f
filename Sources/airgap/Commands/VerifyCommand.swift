import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap verify`: proves a bundle, packed or unpacked, from its bytes.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing in a bundle is missing, added or changed.",
        usage: "airgap verify [--key FILE] [--newer-than SERIAL] BUNDLE|FOLDER [OPTIONS]",
        discussion: """
            Unpacks nothing and computes everything anew, in parallel by the
            bundle's index, which is not trusted. An ordinary tar.gz of the same
            archive is read from front to back. Lists all that is wrong.

            FOLDER is an unpacked bundle, the folder that bundle.json stands in.
            What install.sh made there (site/, .install_steps) and config.yaml are
            the site's own: they are named and passed over. Links are not followed.

            Exit codes: 0 nothing is wrong; 1 something is; 3 the signature that
            was asked for is bad, unknown or absent, or what it signs cannot be
            read; 5 the bundle is not newer.

            Example: airgap verify --key site.asc bundle/demo-1.0.0-amd64.tgz
                     airgap verify --quick bundle/demo-1.0.0-amd64.tgz
                     airgap verify --key site.asc /opt/demo-1.0.0-amd64
            """)

    @Argument(help: "The bundle, or the folder that it was unpacked into.")
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
        let report = try await report(options)
        try output.print(report, text: report.text)
        if report.exitCode != .done { throw FindingsReported(code: report.exitCode) }
    }

    private func report(_ options: VerifyOptions) async throws -> VerificationReport {
        let (path, modules) = (FilePath(bundle), VerifierSet(moduleTypes))
        // With "/.", a link that the person has named is followed.
        guard try FileSystem.status(path.appending("."))?.kind == .folder else {
            return try await BundleVerifier(modules: modules, options: options, progress: output.reporter()).verify(
                path)
        }
        if digest { throw ValidationError("--digest is for packed bundles: a folder has no digest of its own") }
        return try await FolderVerifier(modules: modules, options: options, progress: output.reporter()).verify(path)
    }
}
