extension LockedImage {
    /// The image of the bundle's architecture, without what leads to it.
    var content: ImageContent { ImageContent(manifest: manifest, config: config, layers: layers) }
}
