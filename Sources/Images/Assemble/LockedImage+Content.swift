import AirgapCore

extension LockedImage {
    /// The image of the bundle's own architecture, without what leads to it.
    ///
    /// - Throws: `ImageError.notFound` for a lock that names no manifest.
    func content() throws(ImageError) -> ImageContent {
        guard let own = manifests.first else { throw .notFound(url: base.redacted) }
        return ImageContent(manifest: own.manifest, config: own.config, layers: own.layers)
    }
}
