import AirgapCore

extension RegistryCheck {
    /// A revision must be a manifest whose parts are all there.
    mutating func checkRevision(_ digest: Digest, in repository: RepositoryName, at path: RelativePath) {
        needed.insert(.blob(digest))
        guard size(of: digest) != nil else { return find(path, "the blob \(digest) is missing") }
        switch inventory.documents[digest]?.manifest {
        case .success(.image(let image)): checkImage(image, in: repository, at: path)
        case .success(.index(let index)): checkIndex(index, in: repository, at: path)
        case .failure(let error): find(path, "\(error)")
        case nil: find(path, "the blob \(digest) is not a manifest")
        }
    }

    private mutating func checkImage(_ image: ImageManifest, in repository: RepositoryName, at path: RelativePath) {
        checkBlob(image.config, called: "config", in: repository, at: path)
        for (position, layer) in image.layers.enumerated() {
            checkBlob(layer, called: "layer \(position + 1)", in: repository, at: path)
        }
        guard image.hasImageConfig, size(of: image.config.digest) != nil else { return }
        guard let platform = inventory.documents[image.config.digest]?.platform else {
            return find(path, "the config \(image.config.digest) names no platform")
        }
        if !platform.runs(on: facts.architecture) {
            let wanted = Platform(facts.architecture)
            find(path, "the image is for \(Quoted(platform.description)), the bundle for \(wanted)")
        }
    }

    private mutating func checkBlob(
        _ blob: Descriptor, called name: String, in repository: RepositoryName, at path: RelativePath
    ) {
        needed.insert(.blob(blob.digest))
        needed.insert(.layerLink(repository, blob.digest))
        if let size = size(of: blob.digest) {
            if size != blob.size {
                find(path, "\(name) \(blob.digest) must have \(blob.size) bytes, but has \(size)")
            }
        } else {
            find(path, "\(name) \(blob.digest) is missing")
        }
        if !has(.layerLink(repository, blob.digest)) {
            find(path, "\(repository) has no link to its \(name) \(blob.digest)")
        }
    }

    /// An index may be sparse: of its manifests at least one must be there.
    private mutating func checkIndex(_ index: ImageIndex, in repository: RepositoryName, at path: RelativePath) {
        let children = index.entries.map { RegistryPath.revisionLink(repository, $0.descriptor.digest) }
        needed.formUnion(children)
        if !children.contains(where: has) { find(path, "none of the index's manifests is here") }
    }
}
