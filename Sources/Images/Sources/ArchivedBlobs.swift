import AirgapCore

/// The blobs of an OCI layout that was an archive.
struct ArchivedBlobs: BlobSource {
    let contents: ArchiveContents

    func take(_ digest: Digest) throws -> Int64 {
        let name = "blobs/sha256/\(digest.hex)"
        let file = try contents.file(name)
        guard file.digest == digest else {
            throw ImportedImageError.lyingDigest(name, expected: digest, found: file.digest)
        }
        return file.size
    }
}
