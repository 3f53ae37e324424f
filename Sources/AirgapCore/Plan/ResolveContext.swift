/// What a module may use while it resolves.
package struct ResolveContext: Sendable {
    package let architecture: Architecture
    package let sources: any SourceAccess
    package let store: ContentStore
    package let progress: any ProgressReporter
    /// What was locked before, if anything.
    package var before: LockedBundle?
    /// Whether nothing may differ from the lock.
    package var isLocked = false
    /// Items whose record in the lock is to be forgotten.
    package var refreshed: Set<String> = []

    package init(
        architecture: Architecture, sources: any SourceAccess, store: ContentStore, progress: any ProgressReporter
    ) {
        self.architecture = architecture
        self.sources = sources
        self.store = store
        self.progress = progress
    }

    /// What was locked for a module before; nil when nothing was, or when it cannot be read.
    package func previous<Module: BundleModule>(_ type: Module.Type) -> Module.Locked? {
        before?.sections[type.name].flatMap { try? JSONCoding.decode(Module.Locked.self, from: $0.content) }
    }
}
