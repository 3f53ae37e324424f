import AirgapCore
import ArgumentParser

/// `airgap plan`: resolves everything from metadata and prints what a build would do.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Resolve everything from metadata, and say what a build would fetch.",
        usage: "airgap plan [--project DIR] [--arch ARCH ...] [OPTIONS]",
        discussion: """
            Nothing large is fetched and nothing is written but the cache.

            Example: airgap plan --project examples/demo --arch arm64
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var fetch: FetchOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "A module to plan alone, such as files; may be repeated.")
    var only: [String] = []

    @Option(help: "Say why a package is in the bundle; may be repeated.")
    var why: [String] = []

    func run() async throws {
        let progress = output.reporter()
        let store = try fetch.store()
        var reports: [PlanReport] = []
        var failures: [any ExplainedError] = []
        for architecture in project.architectures() {
            defer { MemoryBounds.giveBack() }
            do {
                let project = try project.load(for: architecture)
                reports.append(try await report(project, store, progress))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        if !reports.isEmpty { try output.print(reports, text: reports.map(\.text).joined(separator: "\n\n")) }
        try FailureList.throwIfAny(failures)
    }

    private func report(_ project: Project, _ store: ContentStore, _ progress: any ProgressReporter) async throws
        -> PlanReport
    {
        let only = try ModuleSelection(only, in: project).names
        let plan = try await fetch.withSources(store: store, progress: progress) { sources in
            let context = ResolveContext(
                architecture: project.name.architecture, sources: sources, store: store, progress: progress)
            return try await BundlePlanner(context: context).plan(project, only: only, policy: .resolve, lock: nil)
        }
        return PlanReport(
            bundle: plan.name.description, modules: try plan.summaries(store: store), why: try explanations(plan))
    }

    /// The answers to `--why`; a name that no module knows is an error.
    private func explanations(_ plan: BundlePlan) throws -> [String]? {
        if why.isEmpty { return nil }
        var lines: [String] = []
        var failures: [UnknownItemError] = []
        for name in why {
            let found = plan.modules.flatMap { $0.explanation(of: name) }
            if found.isEmpty { failures.append(UnknownItemError(name: name, bundle: plan.name.description)) }
            lines += found
        }
        try FailureList.throwIfAny(failures)
        return lines
    }
}
