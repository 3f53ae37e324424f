import AirgapCore
import SystemPackage

/// Finds checksum and size of each entry; nothing large is fetched.
struct FileResolver {
    let set: FileSet
    let context: ResolveContext
    /// What was locked before.
    let previous: LockedFiles?

    /// - Throws: `StageError`, or `FailureList` of all entries that failed.
    func resolve() async throws -> LockedFiles {
        let files = try await FileWork(stage: set.stage).all(set.entries, named: \.name) { entry in
            try await resolve(entry)
        }
        var seen: Set<RelativePath> = []
        return LockedFiles(files: files.filter { seen.insert($0.path).inserted }.sorted { $0.path < $1.path })
    }

    private func resolve(_ entry: FileEntry) async throws -> LockedFiles.File {
        switch entry.origin {
        case .local(let path):
            let found = try context.store.add(fileAt: set.folder.pushing(FilePath(path)))
            return LockedFiles.File(
                path: entry.path, digest: found.digest, sha512: nil, size: found.size, sources: [], origin: path,
                isExecutable: entry.isExecutable ?? false, trust: .local, signature: nil, members: nil,
                anyArchitecture: entry.isForAnyArchitecture ? true : nil, allowHTTP: nil)
        case .remote(let urls):
            return remembering(try await resolve(entry, at: urls))
        }
    }

    private func resolve(_ entry: FileEntry, at urls: [RemoteURL]) async throws -> LockedFiles.File {
        let sum = try await sum(entry, urls)
        let size = try await SourceProbe(context.sources).size(ofAny: try urls.map { try set.mirrors.rewrite($0) })
        return LockedFiles.File(
            path: entry.path, digest: sum.sha256, sha512: sum.sha512, size: size, sources: urls, origin: nil,
            isExecutable: entry.isExecutable ?? false, trust: sum.trust, signature: try await signature(of: entry),
            members: members(of: entry), anyArchitecture: entry.isForAnyArchitecture ? true : nil,
            allowHTTP: entry.allowsPlainHTTP ? true : nil)
    }

    /// What the same bytes told when they were here before.
    private func remembering(_ file: LockedFiles.File) -> LockedFiles.File {
        guard let digest = file.digest, let before = previous?.files.first(where: { $0.path == file.path }),
            before.digest == digest
        else { return file }
        var file = file
        file.size = file.size ?? before.size
        // Of the same configuration, the members and their modes are the same too.
        if context.before?.sections[set.stage]?.request == set.requestDigest { file.members = before.members }
        return file
    }

    private struct Sum {
        var sha256: Digest?
        var sha512: Digest512?
        var trust = LockedFiles.Trust.checksum
    }

    private func sum(_ entry: FileEntry, _ urls: [RemoteURL]) async throws -> Sum {
        switch entry.checksum {
        case .sha256(let digest): return Sum(sha256: digest)
        case .sha512(let digest): return known(Sum(sha512: digest), entry, urls)
        case .signature: return known(Sum(trust: .signature), entry, urls)
        case .firstUse: return known(Sum(trust: .firstUse), entry, urls)
        case .list(let source):
            let answer = try await context.sources.metadata(
                MetadataRequest(
                    .get, try set.mirrors.rewrite(source), limit: ChecksumList.sizeLimit,
                    allowsPlainHTTP: entry.allowsPlainHTTP || entry.signature != nil))
            return try listed(answer.body, source.redacted, entry, urls)
        case .listFile(let path, _):
            let bytes = try FileSystem.read(set.folder.pushing(FilePath(path)), limit: ChecksumList.sizeLimit)
            return try listed(bytes, path, entry, urls)
        }
    }

    private func listed(_ bytes: [UInt8], _ source: String, _ entry: FileEntry, _ urls: [RemoteURL]) throws -> Sum {
        switch try ChecksumList(bytes).sum(forPath: urls.first?.path ?? "", from: source) {
        case .sha256(let digest): Sum(sha256: digest)
        case .sha512(let digest): known(Sum(sha512: digest), entry, urls)
        }
    }

    /// What the lock recorded when the same file arrived before.
    private func known(_ sum: Sum, _ entry: FileEntry, _ urls: [RemoteURL]) -> Sum {
        guard !set.isRefreshed(entry, in: context),
            let before = previous?.files.first(where: { $0.path == entry.path && $0.sources == urls }),
            before.trust == sum.trust, before.sha512 == sum.sha512
        else { return sum }
        var result = sum
        result.sha256 = before.digest
        return result
    }

    private func members(of entry: FileEntry) -> [LockedFiles.Member]? {
        entry.members.map { members in
            members.map {
                LockedFiles.Member(
                    member: $0.name, path: $0.path, digest: nil, size: nil, isExecutable: entry.isExecutable ?? false)
            }
        }
    }

    private func signature(of entry: FileEntry) async throws -> LockedFiles.Signature? {
        guard let signature = entry.signature else { return nil }
        let bytes: [UInt8]
        var source: RemoteURL?
        switch signature.place {
        case .file(let path): bytes = try FileSystem.read(set.folder.pushing(FilePath(path)), limit: 1 << 20)
        case .url(let url):
            // The signature speaks for itself, so the way it came does not matter.
            let request = MetadataRequest(.get, try set.mirrors.rewrite(url), limit: 1 << 20, allowsPlainHTTP: true)
            bytes = try await context.sources.metadata(request).body
            source = url
        }
        let ending = bytes.first.map { $0 & 0x80 != 0 } ?? false ? ".sig" : ".asc"
        return LockedFiles.Signature(
            path: try RelativePath(entry.path.description + ending), digest: try context.store.add(bytes),
            size: Int64(bytes.count), source: source)
    }
}
