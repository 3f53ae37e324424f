import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap diff`: what is different between two bundles or locks.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what is different between two bundles, or two locks.",
        usage: "airgap diff [--key FILE] [--newer-than SERIAL] OLD NEW [OPTIONS]",
        discussion: """
            Takes bundles (.tgz), unpacked bundles and airgap.lock files in any
            mixture. Of a bundle only the first members are read.

            With --key both must be bundles that this key has signed, with
            --newer-than NEW must be newer. Without --key it is not asked who
            made them.

            Exit codes: 0 no difference; 1 something is different; 3 a signature
            that was asked for is bad, unknown or absent; 5 NEW is not newer.

            Example: airgap diff bundle/old.tgz bundle/new.tgz
                     airgap diff --key site.asc bundle/old.tgz bundle/new.tgz
                     airgap diff old.lock airgap.lock --csv > approve.csv
            """)

    @Argument(help: "The bundle or lock that was.")
    var old: String

    @Argument(help: "The bundle or lock that is to be.")
    var new: String

    @OptionGroup var trust: TrustOptions

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
        let (before, after) = try heads()
        let chosen = architectures(before, after)
        let parts = try chosen.sorted().map { architecture in
            DiffReport.Part(
                architecture: architecture,
                changes: try LockComparison(moduleTypes).changes(
                    from: before.lock.bundles[architecture], to: after.lock.bundles[architecture]))
        }
        let report = DiffReport(
            old: before.manifest?.bundleName.description ?? old, new: after.manifest?.bundleName.description ?? new,
            parts: parts, oldSignature: trust.key == nil ? nil : before.signature,
            newSignature: trust.key == nil ? nil : after.signature)
        try show(report)
        if !report.isSame { throw FindingsReported(code: .findings) }
    }

    /// Both, or what is wrong with each of them. The older one may be as old as it is.
    private func heads() throws -> (BundleHead, BundleHead) {
        let (trust, signed) = (try trust.trust(), try trust.signatureOnly())
        let before = Result { try BundleHead(FilePath(old), trust: signed) }
        let after = Result { try BundleHead(FilePath(new), trust: trust) }
        let failures = [before, after].compactMap { result -> (any ExplainedError)? in
            guard case .failure(let error) = result else { return nil }
            return error as? any ExplainedError
        }
        try FailureList.throwIfAny(failures)
        return (try before.get(), try after.get())
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
