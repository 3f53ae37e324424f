/// How images are pushed.
package struct PushOptions: Sendable {
    package var existing: ExistingTags
    /// Ask only, write nothing.
    package var isDryRun: Bool
    /// Which images; empty for all.
    package var only: [NamePattern]
    /// How many things are done at once.
    package var jobs: Int

    package init(existing: ExistingTags = .fail, isDryRun: Bool = false, only: [NamePattern] = [], jobs: Int = 4) {
        self.existing = existing
        self.isDryRun = isDryRun
        self.only = only
        self.jobs = max(1, jobs)
    }
}
