import AirgapCore

/// What was resolved of the images that no registry gives.
package struct LockedLocalImages: Codable, Equatable, Sendable {
    /// Sorted by repository and tag.
    package let imports: [LockedImport]
    /// In the order in which they are put together: what others stand on comes first.
    package let assemblies: [LockedAssembly]

    /// The names of the images that are written as archives too, sorted; nil for none.
    package let bootstrap: [String]?

    package init(imports: [LockedImport], assemblies: [LockedAssembly] = [], bootstrap: [String] = []) {
        self.bootstrap = bootstrap.isEmpty ? nil : Set(bootstrap).sorted()
        self.imports = imports.sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
        self.assemblies = assemblies
    }

    /// Every image as a registry's storage has it, sorted by repository and tag.
    var stored: [StoredImage] {
        let imported = imports.map { StoredImage(repository: $0.repository, tag: $0.tag, content: $0.image.content) }
        let assembled = assemblies.map { StoredImage(repository: $0.repository, tag: $0.tag, content: $0.content) }
        return (imported + assembled).sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
    }

    /// Every archive and package that must be fetched.
    var items: [FetchItem] {
        let sources = imports.map(\.image.source) + assemblies.compactMap { $0.base?.imported?.source }
        let archives = sources.compactMap { source in
            source.url.flatMap { url in source.sha256.map { ImagesModule.item(source, url, $0) } }
        }
        return archives + assemblies.flatMap(\.packages).map(ImagesModule.item)
    }

    /// The images that others stand on and that the bundle itself does not have.
    var pulledBases: [LockedImage] { assemblies.compactMap { $0.base?.pulled } }
}
