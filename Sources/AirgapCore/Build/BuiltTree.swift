package import SystemPackage

/// A finished tree: a bundle that is not packed yet.
package struct BuiltTree: Sendable {
    /// The tree's folder.
    package let folder: FilePath
    package let manifest: BundleManifest

    init(folder: FilePath, manifest: BundleManifest) {
        self.folder = folder
        self.manifest = manifest
    }
}
