/// What a module may use while it resolves.
package struct ResolveContext: Sendable {
    package let architecture: Architecture
    package let sources: any SourceAccess
    package let store: ContentStore
    package let progress: any ProgressReporter
    /// SOURCE_DATE_EPOCH: the time that generated content carries; nil when nobody says.
    package let time: Timestamp?
    /// Finds package files of the project's targets; nil when no module can.
    package var packageFiles: (any PackageFiles)?
    /// What was locked before, if anything.
    package var before: LockedBundle?
    /// Whether nothing may differ from the lock.
    package var isLocked = false
    /// Items whose record in the lock is to be forgotten.
    package var refreshed: Set<String> = []

    package init(
        architecture: Architecture, sources: any SourceAccess, store: ContentStore, progress: any ProgressReporter,
        time: Timestamp? = nil, packageFiles: (any PackageFiles)? = nil
    ) {
        self.architecture = architecture
        self.sources = sources
        self.store = store
        self.progress = progress
        self.time = time
        self.packageFiles = packageFiles
    }

    /// What was locked for a module before; nil when nothing was, or when it cannot be read.
    package func previous<Module: BundleModule>(_ type: Module.Type) -> Module.Locked? {
        before?.sections[type.name].flatMap { try? JSONCoding.decode(Module.Locked.self, from: $0.content) }
    }
}
