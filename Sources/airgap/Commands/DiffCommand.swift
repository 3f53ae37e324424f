import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap diff`: what is different between two bundles or locks.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what is different between two bundles, or two locks.",
        discussion: """
            Takes bundles (.tgz), unpacked bundles and airgap.lock files in any
            mixture. Of a bundle only the first members are read. The exit code
            is 1 when something is different.

            Example: airgap diff bundle/old.tgz bundle/new.tgz
                     airgap diff old.lock airgap.lock --csv > approve.csv
            """)

    @Argument(help: "The bundle or lock that was.")
    var old: String

    @Argument(help: "The bundle or lock that is to be.")
    var new: String

    @Flag(help: "Print the result as JSON on standard output.")
    var json = false

    @Flag(help: "Print the result as CSV (RFC 4180), a line a difference.")
    var csv = false

    @Option(help: "An architecture to compare; may be repeated. Default: all.")
    var arch: [Architecture] = []

    func validate() throws {
        guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other") }
    }

    func run() async throws {
        let (before, after) = (try BundleHead(FilePath(old)), try BundleHead(FilePath(new)))
        let chosen = architectures(before, after)
        let parts = try chosen.sorted().map { architecture in
            DiffReport.Part(
                architecture: architecture,
                changes: try LockComparison(moduleTypes).changes(
                    from: before.lock.bundles[architecture], to: after.lock.bundles[architecture]))
        }
        let report = DiffReport(
            old: before.manifest?.bundleName.description ?? old, new: after.manifest?.bundleName.description ?? new,
            parts: parts)
        try show(report)
        if !report.isSame { throw FindingsReported(code: .findings) }
    }

    /// A bundle is for one architecture; of a lock beside it, only that one is meant.
    private func architectures(_ old: BundleHead, _ new: BundleHead) -> Set<Architecture> {
        let (before, after) = (Set(old.lock.bundles.keys), Set(new.lock.bundles.keys))
        let all: Set<Architecture> =
            switch (old.manifest, new.manifest) {
            case (nil, .some): after
            case (.some, nil): before
            default: before.union(after)
            }
        return arch.isEmpty ? all : all.intersection(arch)
    }

    private func show(_ report: DiffReport) throws {
        if csv {
            Terminal.shared.print(DiffTable(report: report).text, terminator: "")
        } else if json {
            let bytes = try JSONCoding.encode(report)
            Terminal.shared.print(String(decoding: bytes, as: UTF8.self), terminator: "")
        } else {
            Terminal.shared.print(report.text)
        }
    }
}
