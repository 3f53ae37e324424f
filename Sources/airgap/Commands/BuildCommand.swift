import AirgapCore
import ArgumentParser
import FoundationEssentials
import Packer
import SystemPackage

/// `airgap build`: collects everything and writes the bundle.
struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Collect everything, and write one tar.gz for each architecture.",
        usage: "airgap build [--project DIR] [--arch ARCH ...] [OPTIONS]",
        discussion: """
            Writes <output>/<name>-<version>-<arch>.tgz with a .sha256 beside it,
            and leaves the tree it was packed from. What airgap.lock has from
            the same configuration is built as it is locked; the rest is
            resolved and recorded there. What was fetched stays in the cache:
            a run that was interrupted goes on where it stopped.

            Example: airgap build --arch amd64
                     airgap build --locked --only files
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var fetch: FetchOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The folder for trees and bundles. Default: bundle/ beside airgap.yaml.")
    var folder: String?

    @Option(help: "A module to rebuild alone, such as files; the others stay as they were. May be repeated.")
    var only: [String] = []

    @Flag(help: "Take everything from airgap.lock, and refuse to differ from it.")
    var locked = false

    @Option(
        name: .customLong("sign"),
        help: "The site's secret key, as 'airgap keygen' makes it: signs the bundle and its repositories.")
    var signingKey: String?

    @Option(help: "The static program to carry along; none for no program. Default: airgap-site beside this program.")
    var program: String?

    @Option(help: "fast, default, or none: how hard the archive is compressed.")
    var compression = Compression.standard

    func run() async throws {
        let time = try SourceDate.read(ProcessInfo.processInfo.environment)
        let progress = output.reporter()
        let store = try fetch.store()
        var reports: [BuildReport] = []
        var failures: [any ExplainedError] = []
        for architecture in project.architectures() {
            defer { MemoryBounds.giveBack() }
            do {
                let project = try project.load(for: architecture)
                reports.append(try await build(project, store, progress, time))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        if !reports.isEmpty { try output.print(reports, text: reports.map(\.text).joined(separator: "\n\n")) }
        try FailureList.throwIfAny(failures)
    }

    private func build(
        _ project: Project, _ store: ContentStore, _ progress: any ProgressReporter, _ time: Timestamp?
    ) async throws -> BuildReport {
        let output = folder.map { FilePath($0) } ?? project.folder.appending("bundle")
        let request = BuildRequest(
            project: project, only: try ModuleSelection(only, in: project).names, policy: locked ? .locked : .prefer,
            output: output, time: time,
            writer: PackWriter.description(program: ProgramVersion.text, compression: compression),
            signingKey: signingKey.map { FilePath($0) },
            program: try CarriedProgram(program).find(for: project.name.architecture, progress))
        return try await fetch.withSources(for: project, store: store, progress: progress) { sources in
            let context = ResolveContext(
                architecture: project.name.architecture, sources: sources, store: store, progress: progress,
                time: time)
            return try await BundleBuilder(context: context).build(request) { tree in
                try await pack(tree, as: project.name, in: output, progress)
            }
        }
    }

    private func signer(_ time: Timestamp, scratch: FilePath) async throws -> BundleSigner? {
        guard let signingKey else { return nil }
        return BundleSigner(try await SiteSigner(keyFile: FilePath(signingKey), time: time, scratch: scratch))
    }

    private func pack(
        _ tree: BuiltTree, as name: BundleName, in output: FilePath, _ progress: any ProgressReporter
    ) async throws -> BuildReport {
        let file = output.appending("\(name).tgz")
        let signer = try await signer(tree.manifest.created, scratch: output)
        try await signer?.sign(tree: tree.folder)
        let options = PackOptions(jobs: fetch.compressors, time: tree.manifest.created, compression: compression)
        let packed = try await BundlePacker(options: options, progress: progress)
            .pack(tree: tree.folder, name: name, to: file)
        try await signer?.signFile(file)
        let program = try FileSystem.status(tree.folder.appending(BundleLayout.program))
        return BuildReport(
            bundle: file.string, size: packed.size, digest: packed.digest, manifest: tree.manifest,
            program: program?.size)
    }
}
