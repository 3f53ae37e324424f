package import SystemPackage

/// A bundle whose first members were read, checked and found good: what list, extract, cat and serve start from.
package struct BundleReader: Sendable {
    /// A member with its size.
    package struct Member: Sendable, Codable, Equatable {
        /// Below the top folder.
        package let path: RelativePath
        /// Bytes, as the index says, which proves it only when the member is read; nil without an index.
        package let size: Int64?
        package let digest: Digest
        package let isExecutable: Bool
    }

    let file: BundleFile
    package let contents: BundleContents
    /// What is known of the signature.
    package let signature: SignatureState
    let map: BundleMap?

    /// Opens a bundle.
    ///
    /// - Parameters:
    ///   - path: the bundle.
    ///   - trust: what it must show.
    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ path: FilePath, trust: BundleTrust) throws {
        file = try BundleFile(path)
        do {
            let prologue = try trust.prologue { [file] in try BundlePrologue(file) }
            signature = try trust.signature(of: prologue)
            contents = try prologue.contents()
            try trust.checkAge(contents.manifest)
            switch file.access {
            case .indexed(let index): map = try BundleMap(contents, index)
            case .plain: map = nil
            case .damaged(let reason): throw StreamFault(offset: file.reader.size, reason: reason)
            }
        } catch let fault as StreamFault {
            throw BundleReadError.unreadable(path, "\(fault)")
        }
        guard contents.findings.isEmpty else { throw BundleReadError.refused(contents.findings) }
    }

    /// All members in the archive's order.
    package var members: [Member] {
        contents.entries.enumerated().map { number, entry in
            Member(
                path: entry.path, size: map?.size(number), digest: entry.digest, isExecutable: entry.isExecutable)
        }
    }

    /// The numbers of the members that paths name: files, or folders with all that is in them.
    ///
    /// - Parameter paths: none means all.
    /// - Returns: numbers in the contents.
    /// - Throws: `FailureList` of the paths that name nothing.
    func entries(at paths: [RelativePath]) throws -> Set<Int> {
        guard !paths.isEmpty else { return Set(contents.entries.indices) }
        var found: Set<Int> = []
        var failures: [BundleReadError] = []
        for path in paths {
            let own = contents.entries.indices.filter { contents.entries[$0].path.isInside(path.description) }
            if own.isEmpty { failures.append(.notThere(path)) }
            found.formUnion(own)
        }
        try FailureList.throwIfAny(failures)
        return found
    }

    /// Gives one member's content, which was proved before the first byte is given.
    ///
    /// - Parameters:
    ///   - path: below the top folder.
    ///   - sink: gets the bytes.
    /// - Throws: `BundleReadError`, `FileError`, `CancellationError`, or what the sink throws.
    package func read(_ path: RelativePath, _ sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void) throws
    {
        guard let entry = contents.entries.firstIndex(where: { $0.path == path }) else {
            let isFolder = contents.entries.contains { $0.path.isInside(path.description) }
            throw isFolder ? BundleReadError.folder(path) : .notThere(path)
        }
        guard let map else { return try stream(SinkConsumer(sink, of: entry)) }
        let decoder = try ChunkDecoder()
        let pass = EntryPass(file: file.reader, map: map, entry: entry)
        for consumer in [nil, SinkConsumer(sink, of: entry)] {
            let findings = try pass.run(decoder, consumer)
            guard findings.isEmpty else { throw BundleReadError.refused(findings) }
        }
    }

    /// Without an index the whole file is read twice: first to prove it, then for the member.
    private func stream(_ wanted: SinkConsumer) throws {
        for consumer in [nil, wanted] {
            var pass = StreamPass(file, contents, modules: VerifierSet([]), consumer: consumer)
            var checks = try pass.run(VerifiedInput(file.reader, progress: SilentProgress()))
            let findings = checks.finish()
            guard findings.isEmpty else { throw BundleReadError.refused(findings) }
        }
    }
}
