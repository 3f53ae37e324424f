package import AirgapCore

/// What is taken of a tree of manifests: the indexes whole, of the images the chosen ones.
package struct TakenDocuments: Equatable, Sendable {
    /// What the tree hangs on.
    package var top: Digest
    /// The outermost first.
    package var indexes: [Descriptor] = []
    package var manifests: [LockedManifest] = []
    package var absent: [LockedAbsence] = []

    package init(
        top: Digest, indexes: [Descriptor] = [], manifests: [LockedManifest] = [], absent: [LockedAbsence] = []
    ) {
        self.top = top
        self.indexes = indexes
        self.manifests = manifests
        self.absent = absent
    }
}
