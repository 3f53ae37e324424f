import AirgapCore
import SystemPackage

/// Finds digest and size of each entry; nothing large is fetched.
struct FileResolver {
    let context: ResolveContext
    let folder: FilePath

    /// - Throws: `StageError`, or `FailureList` of all entries that failed.
    func resolve(_ entries: [FileEntry]) async throws -> LockedFiles {
        let outcomes = try await withThrowingTaskGroup(of: (Int, Result<LockedFiles.File, StageError>).self) { group in
            var outcomes: [Int: Result<LockedFiles.File, StageError>] = [:]
            var next = 0
            while next < entries.count || next > outcomes.count {
                if next < entries.count, next - outcomes.count < 8 {
                    let (index, entry) = (next, entries[next])
                    group.addTask { (index, try await outcome(of: entry)) }
                    next += 1
                } else if let (index, outcome) = try await group.next() {
                    outcomes[index] = outcome
                }
            }
            return outcomes
        }
        let sorted = outcomes.sorted { $0.key < $1.key }.map(\.value)
        try FailureList.throwIfAny(
            sorted.compactMap { outcome -> StageError? in
                if case .failure(let error) = outcome { error } else { nil }
            })
        let files = try sorted.map { try $0.get() }
        return LockedFiles(files: Self.unique(files).sorted { $0.path < $1.path })
    }

    private static func unique(_ files: [LockedFiles.File]) -> [LockedFiles.File] {
        var seen: Set<RelativePath> = []
        return files.filter { seen.insert($0.path).inserted }
    }

    private func outcome(of entry: FileEntry) async throws -> Result<LockedFiles.File, StageError> {
        do {
            return .success(try await resolve(entry))
        } catch let error as CancellationError {
            throw error
        } catch {
            return .failure(StageError(stage: FilesModule.name.rawValue, item: entry.name, cause: error))
        }
    }

    private func resolve(_ entry: FileEntry) async throws -> LockedFiles.File {
        switch entry.origin {
        case .local(let path):
            let found = try context.store.add(fileAt: folder.pushing(FilePath(path)))
            return LockedFiles.File(
                path: entry.path, digest: found.digest, size: found.size, sources: [], origin: path,
                isExecutable: entry.isExecutable)
        case .url(let url, let checksum):
            let digest = try await digest(checksum, of: url, entry)
            return LockedFiles.File(
                path: entry.path, digest: digest, size: try await size(of: url),
                sources: [url], origin: nil, isExecutable: entry.isExecutable)
        }
    }

    private func digest(_ checksum: FileEntry.Checksum, of url: RemoteURL, _ entry: FileEntry) async throws -> Digest {
        switch checksum {
        case .sha256(let digest): return digest
        case .file(let source):
            let answer = try await context.sources.metadata(
                MetadataRequest(.get, source, allowsPlainHTTP: entry.allowsPlainHTTP))
            let name = url.path.split(separator: "/").last.map(String.init) ?? ""
            return try ChecksumList(answer.body).digest(for: name, from: source)
        }
    }

    /// What the server says of the size; nil when it does not say. The digest decides, so this is for the plan only.
    private func size(of url: RemoteURL) async throws -> Int64? {
        // A server that knows no HEAD is no failure here: whether the file can be had shows when it is fetched.
        let answer = try await context.sources.metadata(
            MetadataRequest(.head, url, allowsPlainHTTP: true, acceptedStatus: [401, 403, 405, 501]))
        guard (200...299).contains(answer.status) else { return nil }
        return answer.headers["Content-Length"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
}
