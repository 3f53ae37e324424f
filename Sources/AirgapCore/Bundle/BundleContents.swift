/// What a bundle holds, in archive order, as its first members say.
package struct BundleContents: Sendable {
    /// One member.
    package struct Entry: Sendable, Equatable {
        package let path: RelativePath
        package let digest: Digest
        package let isExecutable: Bool
    }

    /// What bundle.json says.
    package let manifest: BundleManifest
    /// bundle.json, SHA256SUMS, its signature when there is one, then the others by path.
    package let entries: [Entry]
    /// How many of them come before those that SHA256SUMS lists in order.
    package let prologue: Int
    /// What is wrong with the lists themselves.
    package let findings: [Finding]

    /// - Parameters:
    ///   - manifest: bundle.json.
    ///   - checksums: SHA256SUMS.
    ///   - own: SHA256SUMS and its signature, with their digests as they were read.
    /// - Throws: `RelativePathError`, which the names of `own` never give.
    package init(manifest: BundleManifest, checksums: ChecksumFile, own: [(String, Digest)]) throws {
        self.manifest = manifest
        let executables = Set(manifest.executables)
        let first = checksums.lines.filter { $0.path.description == BundleLayout.manifest }
        let rest = checksums.lines.filter { $0.path.description != BundleLayout.manifest }
        var entries = first.map { Entry(path: $0.path, digest: $0.digest, isExecutable: false) }
        entries += try own.map { Entry(path: try RelativePath($0), digest: $1, isExecutable: false) }
        prologue = entries.count
        entries += rest.map {
            Entry(path: $0.path, digest: $0.digest, isExecutable: executables.contains($0.path))
        }
        self.entries = entries
        findings = Self.check(entries, prologue, manifest)
    }

    /// The top folder and the path below it.
    package func name(of entry: Entry) -> String { "\(manifest.bundleName)/\(entry.path)" }

    /// The one header that a member can have.
    ///
    /// - Parameters:
    ///   - entry: the member.
    ///   - size: its bytes.
    /// - Returns: one block or more.
    func header(of entry: Entry, size: Int64) -> [UInt8] {
        CanonicalHeader(name: name(of: entry), size: size, time: manifest.created, isExecutable: entry.isExecutable)
            .bytes
    }

    /// Names that cannot stand side by side, and counts that do not agree.
    private static func check(_ entries: [Entry], _ prologue: Int, _ manifest: BundleManifest) -> [Finding] {
        var findings = FindingList()
        var folded: Set<String> = []
        for entry in entries where !folded.insert(Self.folded(entry.path.description)).inserted {
            findings.add(Finding(entry.path, "differs from another member only in upper and lower case"))
        }
        let paths = Set(entries.map(\.path.description))
        findings.add(Self.filesAsFolders(entries, paths))
        for path in manifest.executables where !paths.contains(path.description) {
            findings.add(Finding(path, "bundle.json names it as executable, but SHA256SUMS does not list it"))
        }
        if entries.count - prologue != manifest.files {
            let text = "declares \(manifest.files) files, SHA256SUMS lists \(entries.count - prologue)"
            findings.add(Finding(BundleLayout.manifest, text))
        }
        return findings.all
    }

    /// In lower case; most are already.
    private static func folded(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 && !(65...90).contains($0) } ? text : text.lowercased()
    }

    /// Files whose names are also names of folders that others stand in.
    private static func filesAsFolders(_ entries: [Entry], _ paths: Set<String>) -> FindingList {
        var findings = FindingList()
        // Neighbours stand in the same folder, which is looked up once.
        var last: (folder: Substring, files: [Substring]) = ("", [])
        for entry in entries {
            let text = entry.path.description
            guard let end = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { continue }
            let folder = text[..<end]
            if folder != last.folder {
                let ends = folder.utf8.indices.filter { folder.utf8[$0] == UInt8(ascii: "/") } + [folder.endIndex]
                last = (folder, ends.map { folder[..<$0] }.filter { paths.contains(String($0)) })
            }
            for file in last.files {
                findings.add(Finding(entry.path, "\(Quoted(file)) would have to be a file and a folder"))
            }
        }
        return findings
    }
}
