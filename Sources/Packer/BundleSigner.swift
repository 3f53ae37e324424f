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
        let ring = PackRing(slots: 4)
        let maker = try GzipMemberMaker(PackWriter.compression(in: parts.manifest.writer))
        let tar = try TarStream()
        var sizes: [Int64] = []
        for (path, bytes) in parts.prologue(signature: signature) {
            let header = try tar.begin(
                "\(parts.manifest.bundleName)/\(path)", size: Int64(bytes.count), time: parts.manifest.created,
                isExecutable: false)
            if GzipFrame.beginsMember(header: header.count, size: Int64(bytes.count), room: ring.free.count) {
                ring.cut()
            }
            sizes.append(Int64(bytes.count))
            try await write(header, ring, maker, output) { ring.take($0) }
            try await write(bytes, ring, maker, output) { try tar.write($0) { ring.take($0) } }
            try await write(try tar.end(), ring, maker, output) { ring.take($0) }
        }
        ring.cut()
        try await drain(ring, maker, output)
        try await parts.copyRest { chunk, bytes in try await output.write(bytes, as: chunk) }
        let packed = try await output.finish(sizes: sizes + parts.restSizes)
        try await signFile(file)
        return packed
    }

    private func write(
        _ bytes: [UInt8], _ ring: PackRing, _ maker: GzipMemberMaker, _ output: PackOutput,
        _ take: (UnsafeRawBufferPointer) throws -> Void
    ) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(ring.free.count)
            rest = rest.dropFirst(piece.count)
            try piece.withUnsafeBytes(take)
            try await drain(ring, maker, output)
        }
    }

    private func drain(_ ring: PackRing, _ maker: GzipMemberMaker, _ output: PackOutput) async throws {
        for slot in ring.takeFull() {
            slot.compress(with: maker)
            for written in try await output.write([slot]) { ring.giveBack(written) }
        }
    }
}
