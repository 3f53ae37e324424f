package import AirgapCore

extension ImagesModule {
    package func items(of locked: LockedImages) throws -> [FetchItem] {
        var seen: Set<Digest> = []
        let others = (locked.local?.items ?? []).filter { seen.insert($0.digest).inserted }
        return try others
            + (locked.images + (locked.local?.pulledBases ?? [])).flatMap { image in
                do {
                    return try items(of: image).filter { seen.insert($0.digest).inserted }
                } catch {
                    throw StageError(stage: Self.name.rawValue, item: image.destination, cause: error)
                }
            }
    }

    private func items(of image: LockedImage) throws -> [FetchItem] { try Self.items(of: image, access) }

    static func items(of image: LockedImage, _ access: RegistryAccess) throws -> [FetchItem] {
        let endpoint = try access.endpoint(of: image.source.registry)
        let base = try endpoint.base(of: image.source.repository)
        guard base == image.base else {
            throw ImageError.lockedElsewhere(locked: image.base.redacted, configured: base.redacted)
        }
        let authorizer = access.authorizer(for: endpoint)
        func item(_ part: String, _ object: Descriptor, at path: String, headers: HTTPHeaders = []) throws -> FetchItem
        {
            FetchItem(
                name: "\(image.destination) \(part)", module: name,
                sources: [try base.appending("\(path)/\(object.digest)")], digest: object.digest, size: object.size,
                headers: headers, authorizer: authorizer)
        }
        let accept: HTTPHeaders = [("Accept", ManifestMediaType.accept)]
        var items = [
            try item("manifest", image.manifest, at: "manifests", headers: accept),
            try item("config", image.config, at: "blobs"),
        ]
        for (position, layer) in image.layers.enumerated() {
            items.append(try item("layer \(position + 1)/\(image.layers.count)", layer, at: "blobs"))
        }
        return items
    }
}
