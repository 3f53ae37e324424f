package import SystemPackage

/// An unpacked bundle whose first members were read, checked and found good, and whose files all stand there.
///
/// Contents are not read: that is what `sha256sum -c` and `airgap verify` are for.
package struct BundleFolder: Sendable {
    /// The folder that bundle.json stands in.
    package let folder: FilePath
    package let contents: BundleContents
    /// What is known of the signature.
    package let signature: SignatureState
    /// Bytes of every member, in the contents' order.
    package let sizes: [Int64]

    /// Opens an unpacked bundle.
    ///
    /// - Parameters:
    ///   - folder: the folder that bundle.json stands in.
    ///   - trust: what it must show.
    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ folder: FilePath, trust: BundleTrust) throws {
        self.folder = folder
        do {
            let prologue = try BundlePrologue(folder: folder)
            signature = try trust.signature(of: prologue)
            contents = try prologue.contents()
            try trust.checkAge(contents.manifest)
        } catch let fault as StreamFault {
            throw BundleReadError.unreadable(folder, fault.reason)
        }
        var findings = FindingList()
        findings.add(contents.findings)
        var folders = KnownFolders(folder)
        var sizes: [Int64] = []
        sizes.reserveCapacity(contents.entries.count)
        for entry in contents.entries {
            let status = try folders.isPlain(above: entry.path) ? FileSystem.status(folder.pushing(entry.path)) : nil
            if status?.kind != .file {
                let found = status.map { "is a \($0.kind.rawValue)" } ?? "is not there"
                findings.add(Finding(entry.path, "\(found), SHA256SUMS lists a file"))
            }
            sizes.append(status?.size ?? 0)
        }
        let bytes = sizes.dropFirst(contents.prologue).reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
        if findings.count == 0, bytes != contents.manifest.bytes {
            let text = "declares \(contents.manifest.bytes) bytes, the files have \(bytes)"
            findings.add(Finding(BundleLayout.manifest, text))
        }
        self.sizes = sizes
        guard findings.count == 0 else { throw BundleReadError.refused(findings.all) }
    }

    /// Where a member stands.
    package func path(of entry: BundleContents.Entry) -> FilePath { folder.pushing(entry.path) }

    /// Opens a member, which must be as large as it was at first.
    ///
    /// - Throws: `FileError`, `BundleReadError.refused`.
    package func open(_ number: Int) throws -> FileReader {
        let entry = contents.entries[number]
        let reader = try FileReader(folder.pushing(entry.path), followLinks: false)
        guard reader.size == sizes[number] else {
            let text = "has \(reader.size) bytes now, \(sizes[number]) when it was first seen"
            throw BundleReadError.refused([Finding(entry.path, text)])
        }
        return reader
    }
}

extension FilePath {
    fileprivate func pushing(_ path: RelativePath) -> FilePath { appending(path.description) }
}
