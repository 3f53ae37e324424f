import AirgapCore
import SystemPackage

/// What the files and the tools module have in common: entries that become files below one folder of the bundle.
struct FileSet: Sendable {
    /// The module that owns the files.
    let stage: ModuleName
    /// Its folder in the bundle.
    let root: String
    let entries: [FileEntry]
    /// Relative local paths start here.
    let folder: FilePath
    let mirrors: Mirrors

    /// The digest of everything that decides what is resolved.
    var requestDigest: Digest { Digest(of: (try? JSONCoding.encode(entries)) ?? []) }

    /// Whether the user's own files are still what was locked.
    func isCurrent(_ locked: LockedFiles) throws -> Bool {
        try locked.files.allSatisfy { file in
            guard let origin = file.origin else { return true }
            let path = folder.pushing(FilePath(origin))
            guard try FileSystem.status(path)?.size == file.size else { return false }
            let reader = try FileReader(path)
            var hasher = DigestHasher()
            while true {
                let chunk = try reader.read(upTo: 1 << 20)
                if chunk.isEmpty { return hasher.digest() == file.digest }
                hasher.update(chunk)
            }
        }
    }

    /// What must be fetched.
    func items(of locked: LockedFiles) throws -> [FetchItem] {
        try locked.files.flatMap { file in
            do {
                return try items(of: file)
            } catch {
                throw StageError(stage: stage.rawValue, item: file.path.description, cause: error)
            }
        }
    }

    /// The file itself and its signature.
    func items(of file: LockedFiles.File) throws -> [FetchItem] {
        var items: [FetchItem] = []
        if let digest = file.digest, !file.sources.isEmpty {
            items.append(
                FetchItem(
                    name: file.path.description, module: stage,
                    sources: try file.sources.map { try mirrors.rewrite($0) },
                    digest: digest, size: nil, sizeHint: file.size))
        }
        if let signature = file.signature, let source = signature.source {
            items.append(
                FetchItem(
                    name: signature.path.description, module: stage, sources: [try mirrors.rewrite(source)],
                    digest: signature.digest, size: signature.size))
        }
        return items
    }

    /// Checksum files that come over plain http, so that nothing vouches for them.
    var unsignedLists: [PlanConcern] {
        entries.compactMap { entry in
            guard case .list(let source) = entry.checksum, !source.isSecure, entry.signature == nil else { return nil }
            return PlanConcern(
                item: entry.path.description, kind: "unsigned",
                text: "its checksum file comes over plain http, and nothing vouches for it: \(source.redacted)")
        }
    }

    /// The entry that became a file.
    private func entry(at path: RelativePath) -> FileEntry? { entries.first { $0.path == path } }

    /// The keyring that a file's signature is held against.
    func keyring(for path: RelativePath) -> String? { entry(at: path)?.signature?.keyring }

    /// Whether the configuration and not the archive says what is executable.
    func fixesMode(of path: RelativePath) -> Bool { entry(at: path)?.isExecutable != nil }

    /// Whether the user asked to forget what the lock recorded of an entry.
    func isRefreshed(_ entry: FileEntry, in context: ResolveContext) -> Bool {
        let item = FileLabel(path: entry.path, digest: nil)
        return context.refreshed.contains(stage.rawValue) || context.refreshed.contains(item.name)
    }
}
