import AirgapCore
import SystemPackage

/// Puts locked images together again whose bytes the cache does not have.
struct AssemblyRestorer {
    let folder: FilePath
    let store: ContentStore
    let architecture: Architecture

    /// Makes sure that an image's own objects are in the store; its packages and its base are there.
    ///
    /// - Throws: `AssemblyError.changed` when other bytes come out, and whatever building throws.
    func restore(_ image: LockedAssembly) throws {
        guard try !image.content.isPresent(in: store) else { return }
        var build = try AssemblyBuild(
            on: image.base?.content, time: image.time, folder: folder, store: store, architecture: architecture)
        for layer in image.layers { try build.add(layer.contents) }
        let content = try build.finish(image.settings)
        guard content == image.content else {
            throw AssemblyError.changed(
                locked: image.content.manifest.digest, found: content.manifest.digest)
        }
    }
}
