import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap extract`: takes files out of a bundle.
struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Take files out of a bundle, each proved before it gets its name.",
        usage: "airgap extract [--key FILE] [--to DIR] BUNDLE [PATH ...] [OPTIONS]",
        discussion: """
            Goes by the index to what is asked for. Writes below DIR, in the
            bundle's top folder as tar does, and nowhere else: links that stand
            in the way are not followed.

            Example: airgap extract --to /srv bundle/demo-1.0.0-amd64.tgz
                     airgap extract demo-1.0.0-amd64.tgz resources/nginx/debian
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @Argument(help: "Files or folders, below the top folder. Default: everything.")
    var paths: [String] = []

    @Option(name: .customLong("to"), help: "The folder to write into; made when it is not there.")
    var folder = "."

    @OptionGroup var trust: TrustOptions
    @OptionGroup var jobs: JobsOption
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let wanted = try paths.map { try MemberPath($0) }
        let reader = try BundleReader(FilePath(bundle), trust: trust.trust())
        let paths = wanted.map { $0.path(in: reader) }
        let result = try await BundleExtractor(reader, jobs: jobs.count, progress: output.reporter())
            .extract(paths, to: FilePath(folder))
        try output.print(
            result,
            text:
                "\(result.files) \(result.files == 1 ? "file" : "files"), \(ByteCount(result.bytes)); \(reader.signature.text)"
        )
    }
}
