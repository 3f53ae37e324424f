package import AirgapCore
package import SystemPackage

/// Signs bundles: the list of digests inside, and the whole file beside it.
package struct BundleSigner: Sendable {
    private let signer: SiteSigner

    /// - Parameter signer: the site's key; its time must be the bundle's.
    package init(_ signer: SiteSigner) {
        self.signer = signer
    }

    /// Puts the signature of SHA256SUMS into a finished tree, before it is packed.
    ///
    /// - Throws: `SigningError`, `CommandError`, `FileError`.
    package func sign(tree: FilePath) async throws {
        let sums = try FileSystem.read(tree.appending(BundleLayout.checksums), limit: Int(MemberLimits.checksums))
        let signature = try await signer.detachedSignature(of: sums)
        try AtomicFile.write(signature, to: tree.appending(BundleLayout.signature))
    }

    /// Writes `<bundle>.asc` beside a packed bundle.
    ///
    /// - Throws: `SigningError`, `CommandError`, `FileError`.
    package func signFile(_ file: FilePath) async throws {
        let signature = try await signer.detachedSignature(ofFile: file)
        try AtomicFile.write(signature, to: FilePath(file.string + ".asc"))
    }

    /// Signs a packed bundle: its first members are written anew, all others are copied as they are. The bytes are those
    /// that packing a signed tree gives.
    ///
    /// - Parameter file: a bundle that was verified.
    /// - Returns: size and digest of the signed bundle.
    /// - Throws: `PackError`, `SigningError`, `CommandError`, `FileError`, `CancellationError`.
    package func sign(_ file: FilePath) async throws -> PackedBundle {
        let parts = try BundleParts(file)
        let signature = try await signer.detachedSignature(of: parts.checksums)
        let output = try PackOutput(file, expected: parts.size)
        let compressor = try PackCompressor(PackWriter.compression(in: parts.manifest.writer))
        let feed = PrologueFeed(parts, signature: signature)
        let sizes = try await PackPipeline(feed: feed, compressors: [compressor], output: output).run()
        try await parts.copyRest { chunk, bytes in try await output.write(bytes, as: chunk) }
        let packed = try await output.finish(sizes: sizes + parts.restSizes)
        try await signFile(file)
        return packed
    }
}
