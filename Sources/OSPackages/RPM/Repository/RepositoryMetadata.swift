import AirgapCore

/// A repository whose repomd.xml was read and checked.
struct RepositoryMetadata: Sendable {
    /// One of its metadata files.
    struct File: Sendable {
        let item: FetchItem
        /// Bytes decompressed, as repomd.xml promises; for the readers' `documentBytes`.
        let openSize: Int64?
    }

    /// How many mirrors a file is asked of at most.
    private static let mirrorLimit = 5

    let source: RPMRepositorySource
    /// The repository's folders; the first is the one that repomd.xml came from.
    let mirrors: [RemoteURL]
    let repomd: Repomd
    /// Of repomd.xml.
    let digest: Digest
    let trust: MetadataTrust
    /// Whether a metalink gave the digest of repomd.xml.
    let isInMetalink: Bool

    /// primary.xml; every repository has one.
    let primary: File
    /// filelists.xml, for dependencies on paths that primary.xml does not list.
    let filelists: File?
    /// modules.yaml.
    let modules: File?
    /// comps.xml.
    let groups: File?

    /// - Throws: `MetadataError` or `RemoteURLError`.
    init(
        source: RPMRepositorySource, mirrors: [RemoteURL], repomd: Repomd, digest: Digest, trust: MetadataTrust,
        isInMetalink: Bool
    ) throws {
        self.source = source
        self.mirrors = mirrors
        self.repomd = repomd
        self.digest = digest
        self.trust = trust
        self.isInMetalink = isInMetalink
        func file(_ types: String...) throws -> File? {
            try types.lazy.compactMap { repomd[$0] }.first.map { try Self.file($0, of: source.id, mirrors) }
        }
        guard let primary = try file("primary") else { throw MetadataError.missing("primary", item: "repomd") }
        self.primary = primary
        filelists = try file("filelists")
        modules = try file("modules")
        groups = try file("group_zst", "group_xz", "group_gz", "group")
    }

    private static func file(_ record: Repomd.Record, of id: String, _ mirrors: [RemoteURL]) throws -> File {
        guard let digest = record.digest else {
            throw MetadataError.weakChecksum(record.checksumType, item: record.type)
        }
        let item = FetchItem(
            name: "\(id) \(record.type)", module: OSPackagesModule.name, sources: try urls(record.location, mirrors),
            digest: digest, size: record.size)
        return File(item: item, openSize: record.openSize)
    }

    private static func urls(_ location: RepositoryLocation, _ mirrors: [RemoteURL]) throws -> [RemoteURL] {
        if location.base != nil { return try mirrors.prefix(1).map { try location.url(in: $0) } }
        return try mirrors.prefix(mirrorLimit).map { try location.url(in: $0) }
    }

    /// Where a package can be had, the best first; at least one.
    ///
    /// - Throws: `RelativePathError` for a location that leads elsewhere, or `RemoteURLError`.
    func urls(of package: RPMPackageSource) throws -> [RemoteURL] {
        try Self.urls(RepositoryLocation(href: package.location, base: package.base), mirrors)
    }
}
