import AirgapCore

/// A layer in the store, with the digest of what it unpacks to.
struct StoredLayer {
    /// How a layer's tar is compressed.
    enum Compression {
        case none, gzip, zstd
    }

    let digest: Digest
    /// Bytes.
    let size: Int64
    /// The digest of the uncompressed tar.
    let diffID: Digest
    let compression: Compression

    /// Reads a layer of the store to find its diff id.
    ///
    /// - Throws: `ImportedImageError.bomb`, `ArchiveError`, `FileError`.
    init(_ digest: Digest, size: Int64, in store: ContentStore) throws {
        self.digest = digest
        self.size = size
        let file = try FileReader(store.path(of: digest))
        compression =
            switch try file.read(at: 0, count: 4) {
            case let magic where magic.starts(with: [0x1F, 0x8B]): .gzip
            case [0x28, 0xB5, 0x2F, 0xFD]: .zstd
            default: .none
            }
        guard compression != .none else {
            diffID = digest
            return
        }
        let archive = try ArchiveReader(.raw, filters: [.gzip, .zstd]) { try file.read(upTo: 1 << 18) }
        var hasher = DigestHasher()
        // deflate cannot give more than 1032 times its input; what zstd gives is read and dropped, never kept.
        guard try archive.nextMember() != nil else {
            diffID = hasher.digest()
            return
        }
        while true {
            try Task.checkCancellation()
            let chunk = try archive.read(upTo: 1 << 18)
            if chunk.isEmpty { break }
            hasher.update(chunk)
            guard hasher.byteCount <= Descriptor.sizeLimit else {
                throw ImportedImageError.bomb(unpacked: Descriptor.sizeLimit, packed: size)
            }
        }
        diffID = hasher.digest()
    }
}
