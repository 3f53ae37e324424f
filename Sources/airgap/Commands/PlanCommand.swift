import AirgapCore
import ArgumentParser
import FoundationEssentials
import SystemPackage

/// `airgap plan`: resolves everything from metadata and prints what a build would do.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Resolve everything from metadata, and say what a build means.",
        usage: "airgap plan [--update [NAME ...]] [OPTIONS]",
        discussion: """
            Nothing large is fetched. What was resolved is written to
            airgap.lock beside airgap.yaml; what is locked already and whose
            configuration is the same stays as it is, until --update. Every
            problem is listed, and the exit code is 65 if a build would fail.

            Example: airgap plan --arch arm64 --media 25G
                     airgap plan --update              all anew
                     airgap plan --update etcd images  these anew
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var fetch: FetchOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "A module to plan alone, such as files; may be repeated.")
    var only: [String] = []

    @Flag(help: "Resolve anew: everything, or the modules and items named.")
    var update = false

    @Option(help: "Say why a package is in the bundle; may be repeated.")
    var why: [String] = []

    @Option(help: "Say how many media of this size the bundle takes: 25G, 4.7G, 4GiB.")
    var media: ByteSize?

    @Argument(help: "With --update: a module, or a package, file or image.")
    var names: [String] = []

    func validate() throws {
        guard update || names.isEmpty else { throw ValidationError("names are for --update only") }
    }

    func run() async throws {
        let time = try SourceDate.read(ProcessInfo.processInfo.environment)
        let progress = output.reporter()
        let store = try fetch.store()
        var reports: [PlanReport] = []
        var failures: [any ExplainedError] = []
        for architecture in project.architectures() {
            defer { MemoryBounds.giveBack() }
            do {
                let project = try project.load(for: architecture)
                reports.append(try await report(project, store, progress, time))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        if !reports.isEmpty { try output.print(reports, text: reports.map(\.text).joined(separator: "\n\n")) }
        try FailureList.throwIfAny(failures)
        if !reports.allSatisfy(\.isBuildable) { throw FindingsReported(code: .badConfiguration) }
    }

    private var policy: LockPolicy { update ? names.isEmpty ? .resolve : .update(Set(names)) : .prefer }

    private func report(
        _ project: Project, _ store: ContentStore, _ progress: any ProgressReporter, _ time: Timestamp?
    ) async throws -> PlanReport {
        let only = try ModuleSelection(only, in: project).names
        let collector = WarningCollector(passingTo: progress)
        let outcome = try await fetch.withSources(for: project, store: store, progress: collector) { sources in
            let context = ResolveContext(
                architecture: project.name.architecture, sources: sources, store: store, progress: collector,
                time: time)
            return try await PlanRun(context: context, types: moduleTypes).run(project, only: only, policy: policy)
        }
        let modules = try outcome.plan.summaries(store: store)
        let totals = PlanTotals(modules, linksTree: Self.isSameDisk(store.root, project.folder))
        let concerns = outcome.plan.modules.flatMap { module in
            module.concerns.map { PlanProblem($0, of: module.name) }
        }
        return PlanReport(
            bundle: project.name.description, modules: modules, totals: totals,
            media: media.map { .init(size: $0.bytes, count: (totals.bundleBytes - 1) / $0.bytes + 1) },
            changes: outcome.changes, wroteLock: outcome.wroteLock,
            problems: outcome.failures.map(PlanProblem.init) + concerns + collector.warnings.map(PlanProblem.init),
            why: try explanations(outcome))
    }

    /// The answers to `--why`; a name that no module knows is an error.
    private func explanations(_ outcome: PlanRun.Outcome) throws -> [String]? {
        if why.isEmpty || !outcome.failures.isEmpty { return nil }
        var lines: [String] = []
        var failures: [UnknownItemError] = []
        for name in why {
            let found = outcome.plan.modules.flatMap { $0.explanation(of: name) }
            if found.isEmpty { failures.append(UnknownItemError(name: name, bundle: outcome.plan.name.description)) }
            lines += found
        }
        try FailureList.throwIfAny(failures)
        return lines
    }

    private static func isSameDisk(_ first: FilePath, _ second: FilePath) -> Bool {
        let disks = [first, second].map { try? FileSystem.status($0)?.identity.first }
        return disks[0] == disks[1]
    }
}
