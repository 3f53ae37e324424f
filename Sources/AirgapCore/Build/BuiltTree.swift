package import SystemPackage

/// A finished tree: a bundle that is not packed yet. As long as it is kept, no other process builds the same bundle.
package struct BuiltTree: Sendable {
    /// The tree's folder.
    package let folder: FilePath
    package let manifest: BundleManifest
    /// Held until the tree is packed.
    private let lock: BuildLock

    init(folder: FilePath, manifest: BundleManifest, lock: BuildLock) {
        self.folder = folder
        self.manifest = manifest
        self.lock = lock
    }
}
