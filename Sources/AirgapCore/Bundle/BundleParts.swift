package import SystemPackage

/// A bundle taken apart to be signed: the first members as bytes, the rest as it stands in the file.
package struct BundleParts: Sendable {
    /// SHA256SUMS as it stands.
    package let checksums: [UInt8]
    /// What bundle.json says.
    package var manifest: BundleManifest { reader.contents.manifest }
    /// Bytes of the file.
    package var size: Int64 { reader.file.reader.size }
    private let manifestBytes: [UInt8]
    private let reader: BundleReader
    private let map: BundleMap

    /// - Throws: `BundleReadError`, `FileError`; a bundle that another gzip made cannot be taken apart.
    package init(_ file: FilePath) throws {
        reader = try BundleReader(file, trust: BundleTrust())
        guard let map = reader.map else { throw BundleReadError.noIndex(file) }
        self.map = map
        guard map.units.contains(where: { $0.entries.lowerBound == map.contents.prologue }) else {
            throw BundleReadError.unreadable(file, "no gzip member begins after SHA256SUMS")
        }
        let prologue: BundlePrologue
        do {
            prologue = try BundlePrologue(reader.file)
        } catch let fault as StreamFault {
            throw BundleReadError.unreadable(file, "\(fault)")
        }
        checksums = prologue.checksumBytes
        manifestBytes = prologue.manifestBytes
    }

    /// The first members of the signed bundle, in their order.
    ///
    /// - Parameter signature: of SHA256SUMS.
    /// - Returns: paths below the top folder, and contents.
    package func prologue(signature: [UInt8]) -> [(String, [UInt8])] {
        [
            (BundleLayout.manifest, manifestBytes), (BundleLayout.checksums, checksums),
            (BundleLayout.signature, signature),
        ]
    }

    /// Bytes of every file after the first members.
    package var restSizes: [Int64] { Array(map.index.sizes.dropFirst(map.contents.prologue)) }

    /// Gives every gzip member after those of the first members, as it stands.
    ///
    /// - Parameter sink: gets what the index says of it, and its bytes.
    /// - Throws: `FileError`, `CancellationError`, or what the sink throws.
    package func copyRest(_ sink: (BundleIndex.Chunk, [UInt8]) async throws -> Void) async throws {
        guard let first = map.units.first(where: { $0.entries.lowerBound == map.contents.prologue }) else { return }
        var offset = first.offset
        for chunk in map.index.chunks[first.chunks.lowerBound...] {
            try Task.checkCancellation()
            let bytes = try reader.file.reader.read(upTo: chunk.compressed, at: offset)
            offset += Int64(chunk.compressed)
            try await sink(chunk, bytes)
        }
    }
}
