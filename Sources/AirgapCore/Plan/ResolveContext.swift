/// What a module may use while it resolves.
package struct ResolveContext: Sendable {
    package let architecture: Architecture
    package let sources: any SourceAccess
    package let store: ContentStore
    package let progress: any ProgressReporter

    package init(
        architecture: Architecture, sources: any SourceAccess, store: ContentStore, progress: any ProgressReporter
    ) {
        self.architecture = architecture
        self.sources = sources
        self.store = store
        self.progress = progress
    }
}
