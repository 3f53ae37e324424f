import AirgapCore

/// Writes one layer: a tar archive through gzip into the store.
final class LayerWriter {
    private let gzip: GzipEncoder
    private let object: ObjectWriter
    private var difference = DigestHasher()

    /// - Throws: `ArchiveError`, `FileError`.
    init(_ store: ContentStore) throws {
        gzip = try GzipEncoder()
        object = try ObjectWriter(store)
    }

    /// Writes a folder or a link.
    func add(_ member: TarMember) throws { try write(try member.header()) }

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - member: a file with its size in bytes.
    ///   - next: gives its bytes piece by piece; empty at the end.
    /// - Throws: `ArchiveError` when the file has another size than it said, or what the closure throws.
    func add(_ member: TarMember, _ next: () throws -> [UInt8]) throws {
        guard case .file(let size) = member.kind else { return try add(member) }
        try write(try member.header())
        var written: Int64 = 0
        while true {
            let chunk = try next()
            if chunk.isEmpty { break }
            written += Int64(chunk.count)
            guard written <= size else { break }
            try write(chunk)
        }
        guard written == size else {
            throw ArchiveError("\(Quoted(member.name)): changed while it was read")
        }
        try write(TarMember.padding(size))
    }

    private func write(_ bytes: [UInt8]) throws {
        difference.update(bytes)
        try gzip.add(bytes) { try object.write($0) }
    }

    /// Ends the layer.
    ///
    /// - Throws: `ArchiveError`, `FileError`.
    func finish() throws -> BuiltLayer {
        try write(TarMember.end)
        try gzip.add([], isLast: true) { try object.write($0) }
        let (digest, size) = try object.finish()
        return BuiltLayer(
            layer: Descriptor(mediaType: ImageMediaType.ociLayer + "+gzip", digest: digest, size: size),
            diffID: difference.digest())
    }
}
