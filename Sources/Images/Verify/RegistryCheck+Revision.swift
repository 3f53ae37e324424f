import AirgapCore

extension RegistryCheck {
    /// A revision must be a manifest whose parts are all there.
    mutating func checkRevision(_ digest: Digest, in repository: RepositoryName, at path: RelativePath) {
        needed.insert(.blob(digest))
        guard size(of: digest) != nil else { return find(path, "the blob \(digest) is missing") }
        switch inventory.documents[digest]?.manifest {
        case .success(.image(let image)): checkImage(image, digest, in: repository, at: path)
        case .success(.index(let index)): checkIndex(index, in: repository, at: path)
        case .failure(let error): find(path, "\(error)")
        case nil: find(path, "the blob \(digest) is not a manifest")
        }
    }

    private mutating func checkImage(
        _ image: ImageManifest, _ digest: Digest, in repository: RepositoryName, at path: RelativePath
    ) {
        checkBlob(image.config, called: "config", in: repository, at: path)
        for (position, layer) in image.layers.enumerated() {
            let isLeftOut = layer.isForeign && expected.absent.contains(.layerLink(repository, layer.digest))
            if isLeftOut, !has(.layerLink(repository, layer.digest)) { continue }
            checkBlob(layer, called: "layer \(position + 1)", in: repository, at: path)
        }
        guard image.hasImageConfig, size(of: image.config.digest) != nil else { return }
        guard !expected.withoutPlatform.contains(digest) else { return }
        guard let platform = inventory.documents[image.config.digest]?.platform else {
            return find(path, "the config \(image.config.digest) names no platform")
        }
        if !expected.platforms.allows(platform, on: facts.architecture) {
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

    /// An index may be sparse: what it names and is not here must be left out on purpose.
    private mutating func checkIndex(_ index: ImageIndex, in repository: RepositoryName, at path: RelativePath) {
        var isEmpty = true
        for entry in index.entries {
            let child = RegistryPath.revisionLink(repository, entry.descriptor.digest)
            needed.insert(child)
            if has(child) {
                isEmpty = false
            } else if !expected.absent.contains(child) {
                let platform = entry.platform.map { " for \(Quoted($0.description))" } ?? ""
                find(path, "the index's manifest \(entry.descriptor.digest)\(platform) is missing")
            }
        }
        if isEmpty, !index.entries.isEmpty { find(path, "none of the index's manifests is here") }
    }
}
