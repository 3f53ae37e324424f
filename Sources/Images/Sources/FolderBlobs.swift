import AirgapCore
import SystemPackage

/// Blobs that are files.
struct FolderBlobs: BlobSource {
    let store: ContentStore
    let root: FilePath
    /// Where a blob stands below the root.
    let place: @Sendable (Digest) -> String

    func take(_ digest: Digest) throws -> Int64 {
        if let size = try store.sizeIfPresent(digest) { return size }
        let name = place(digest)
        guard try FileSystem.status(root.appending(name)) != nil else { throw ImportedImageError.missingMember(name) }
        let found = try store.add(fileAt: root.appending(name))
        guard found.digest == digest else {
            throw ImportedImageError.lyingDigest(name, expected: digest, found: found.digest)
        }
        return found.size
    }
}
