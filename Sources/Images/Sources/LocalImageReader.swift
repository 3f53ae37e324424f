import AirgapCore
import SystemPackage

/// Reads archives and folders with images; everything that is found goes into the store.
struct LocalImageReader {
    /// Relative paths start here.
    let folder: FilePath
    let store: ContentStore
    let architecture: Architecture

    /// The images of a source that its reference means.
    ///
    /// - Throws: `ImportedImageError`, `ImageError`, `ManifestError`, `ArchiveError`, `FileError`.
    func images(of source: LocalImageSource) throws -> [FoundLocalImage] {
        let path = path(of: source)
        let importer = ArchiveImporter(store: store)
        switch source.kind {
        case .dockerArchive:
            let contents = try importer.contents(of: path)
            return try DockerArchive(contents: contents, store: store, architecture: architecture)
                .images(source.reference)
        case .ociArchive:
            let contents = try importer.contents(of: path)
            let images = LayoutImages(
                blobs: ArchivedBlobs(contents: contents), store: store, architecture: architecture)
            return [try images.image(in: try contents.document("index.json", in: store), source.reference)]
        case .ociLayout:
            let blobs = FolderBlobs(store: store, root: path) { "blobs/sha256/\($0.hex)" }
            let images = LayoutImages(blobs: blobs, store: store, architecture: architecture)
            return [try images.image(in: try index(of: path), source.reference)]
        case .registryStorage:
            return try RegistryStorageFolder(path, store: store, architecture: architecture)
                .images(source.reference)
        case .kubernetesServer:
            return try KubernetesRelease(store: store, architecture: architecture).images(at: path)
        }
    }

    private func path(of source: LocalImageSource) -> FilePath {
        if let digest = source.sha256 { return store.path(of: digest) }
        return folder.pushing(FilePath(source.path ?? "")).lexicallyNormalized()
    }

    private func index(of layout: FilePath) throws -> JSONValue {
        let bytes = try FileSystem.read(layout.appending("index.json"), limit: ManifestDocument.sizeLimit)
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw ImportedImageError.badDocument("index.json", reason: "\(error)")
        }
    }
}
