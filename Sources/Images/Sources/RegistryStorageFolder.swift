import AirgapCore
import SystemPackage

/// The storage folder of docker distribution on this machine's disk.
struct RegistryStorageFolder {
    private static let depthLimit = 32
    private static let nameLimit = 100_000
    private static let linkLimit = 128

    let store: ContentStore
    let architecture: Architecture
    /// The folder that holds `blobs` and `repositories`.
    private let root: FilePath

    /// - Parameters:
    ///   - path: the registry's `rootdirectory`.
    ///   - store: gets the blobs.
    ///   - architecture: the only one that is taken.
    init(_ path: FilePath, store: ContentStore, architecture: Architecture) {
        self.store = store
        self.architecture = architecture
        root = path.appending("docker/registry/v2")
    }

    /// The images of the storage.
    ///
    /// - Parameter reference: `name:tag` or `name@digest`; nil for every tag.
    /// - Returns: the images, their objects in the store.
    /// - Throws: `ImportedImageError`, `ImageError`, `ManifestError`, `FileError`.
    func images(_ reference: String?) throws -> [FoundLocalImage] {
        if let reference { return [try image(try ImageName(reference))] }
        return try repositories().flatMap { repository in
            let tags = repositories(repository).appending("_manifests/tags")
            guard try FileSystem.status(tags) != nil else { return [] as [FoundLocalImage] }
            return try FileSystem.names(in: tags).compactMap { try found(repository, try ImageTag($0)) }
        }
    }

    private func repositories(_ repository: RepositoryName) -> FilePath {
        root.appending("repositories/\(repository)")
    }

    private var blobs: FolderBlobs {
        FolderBlobs(store: store, root: root) { "blobs/sha256/\($0.hex.prefix(2))/\($0.hex)/data" }
    }

    /// A tag of a storage that is taken as a whole: an image, or what refers to one.
    private func found(_ repository: RepositoryName, _ tag: ImageTag) throws -> FoundLocalImage? {
        let name = ImageName(repository: repository, tag: tag)
        guard tag.isAttachment else {
            do {
                return try image(name)
            } catch let error as ImageError {
                throw ImportedImageError.badImage(name.description, error)
            }
        }
        let digest = try digest(of: name)
        let layout = LayoutImages(blobs: blobs, store: store, architecture: architecture)
        return try layout.attachments(
            of: Descriptor(mediaType: "", digest: digest, size: try blobs.take(digest))
        ).map { FoundLocalImage(member: name.description, name: name, content: $0) }
    }

    private func image(_ name: ImageName) throws -> FoundLocalImage {
        let digest = try name.digest ?? digest(of: name)
        let descriptor = Descriptor(mediaType: "", digest: digest, size: try blobs.take(digest))
        let content = try LayoutImages(blobs: blobs, store: store, architecture: architecture).content(of: descriptor)
        let tag = name.tag ?? ImageTag(standingFor: digest)
        let found = ImageName(repository: name.repository, tag: tag)
        return FoundLocalImage(member: found.description, name: found, content: content)
    }

    /// What a tag points to.
    private func digest(of name: ImageName) throws -> Digest {
        guard let tag = name.tag else { throw ImageReferenceError.noTagOrDigest(name.description) }
        let link = repositories(name.repository).appending("_manifests/tags/\(tag)/current/link")
        guard try FileSystem.status(link) != nil else {
            throw ImportedImageError.noImage(name.description, available: try repositories().map(\.description))
        }
        let bytes = try FileSystem.read(link, limit: Self.linkLimit)
        return try Digest(String(decoding: bytes, as: UTF8.self))
    }

    private func repositories() throws -> [RepositoryName] {
        let folder = root.appending("repositories")
        guard try FileSystem.status(folder) != nil else { throw ImportedImageError.missingMember("repositories") }
        var found: [RepositoryName] = []
        try walk(folder, [], &found)
        return found
    }

    /// No component of a repository's name begins with an underscore: such folders belong to the repository above.
    private func walk(_ folder: FilePath, _ above: [String], _ found: inout [RepositoryName]) throws {
        guard above.count < Self.depthLimit, found.count < Self.nameLimit else {
            throw ImportedImageError.tooManyMembers(Self.nameLimit)
        }
        for name in try FileSystem.names(in: folder) {
            let path = folder.appending(name)
            guard try FileSystem.status(path)?.kind == .folder else { continue }
            if name == "_manifests" {
                found.append(try RepositoryName(above.joined(separator: "/")))
            } else if !name.hasPrefix("_") {
                try walk(path, above + [name], &found)
            }
        }
    }
}
