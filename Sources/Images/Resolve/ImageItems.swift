import AirgapCore

/// Makes the fetcher's items of an image's documents and blobs.
struct ImageItems {
    private static let accept: HTTPHeaders = [("Accept", ManifestMediaType.accept)]

    /// What messages call the image.
    let name: String
    /// Where it can be had, in order.
    let routes: [RegistryRoute]

    /// - Throws: `RemoteURLError`.
    func items(indexes: [Descriptor], manifests: [LockedManifest]) throws(RemoteURLError) -> [FetchItem] {
        var items: [FetchItem] = []
        for index in indexes { items.append(try item("index", index, at: "manifests", headers: Self.accept)) }
        for taken in manifests {
            items.append(try item("manifest", taken.manifest, at: "manifests", headers: Self.accept))
            items.append(try item("config", taken.config, at: "blobs"))
            for (position, layer) in taken.layers.enumerated() {
                items.append(try item("layer \(position + 1)/\(taken.layers.count)", layer, at: "blobs"))
            }
        }
        return items
    }

    private func item(
        _ part: String, _ object: Descriptor, at path: String, headers: HTTPHeaders = []
    ) throws(RemoteURLError) -> FetchItem {
        var sources: [RemoteURL] = []
        for route in routes { sources.append(try route.base.appending("\(path)/\(object.digest)")) }
        return FetchItem(
            name: "\(name) \(part)", module: ImagesModule.name, sources: sources + outside(object),
            digest: object.digest, size: object.size, headers: headers, authorizers: routes.map(\.authorizer))
    }

    /// Where a foreign layer is kept; a registry elsewhere cannot send us to this machine.
    private func outside(_ object: Descriptor) -> [RemoteURL] {
        let isLocal = routes.contains { $0.base.isLoopback }
        return (object.urls ?? []).compactMap { try? RemoteURL($0) }.filter { isLocal || !$0.isLoopback }
    }
}
