/// What a module may use while it writes its part of the tree.
package struct WriteContext: Sendable {
    package let architecture: Architecture
    /// Everything that `items(of:)` named is in it.
    package let store: ContentStore
    /// The bundle's time, for whatever must carry one (an apt `Release`'s `Date`).
    package let time: Timestamp
    package let progress: any ProgressReporter
    /// Signs what the site's machines check by a signature; nil when there is no key.
    package let signer: SiteSigner?

    package init(
        architecture: Architecture, store: ContentStore, time: Timestamp, progress: any ProgressReporter,
        signer: SiteSigner? = nil
    ) {
        self.architecture = architecture
        self.store = store
        self.time = time
        self.progress = progress
        self.signer = signer
    }
}
