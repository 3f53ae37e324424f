import AirgapCore

/// The search for what refers to an image: cosign's tags, and referrers by the API or by the fallback tag.
struct AttachmentSearch: Sendable {
    /// What cosign puts behind `sha256-<hex>` (cosign, signature specification).
    private static let suffixes = [".sig", ".att", ".sbom"]
    /// Signatures of bills of materials are followed, signatures of those are not.
    private static let depthLimit = 2
    static let attachmentLimit = 128

    let client: RegistryClient
    let takesForeign: Bool
    private var found: [ImageTag: LockedAttachment] = [:]
    private var asked: Set<Digest> = []

    init(client: RegistryClient, takesForeign: Bool) {
        self.client = client
        self.takesForeign = takesForeign
    }

    /// - Parameter subjects: the digests of an image's index and manifests.
    /// - Returns: sorted by tag.
    /// - Throws: `ImageError`, and whatever fetching throws.
    mutating func attachments(of subjects: [Digest]) async throws -> [LockedAttachment] {
        var waiting = subjects
        for _ in 0..<Self.depthLimit {
            var next: [Digest] = []
            for subject in waiting where asked.insert(subject).inserted { next += try await take(subject) }
            waiting = next
        }
        return found.values.sorted { $0.tag < $1.tag }
    }

    /// - Returns: the manifests that refer to the subject, about which there may be more.
    private mutating func take(_ subject: Digest) async throws -> [Digest] {
        for suffix in Self.suffixes { _ = try await take(tag: "sha256-\(subject.hex)\(suffix)") }
        let tag = "sha256-\(subject.hex)"
        guard let referrers = try await client.referrers(of: subject) else { return try await take(tag: tag) }
        // Where the API has nothing, older tools may have left a tag.
        guard !referrers.isEmpty else { return try await take(tag: tag) }
        return try await take(referrers, tag: tag)
    }

    /// A tag that the registry has is taken as it is, with everything that hangs on it.
    private mutating func take(tag text: String) async throws -> [Digest] {
        let tag = try ImageTag(text)
        guard let top = try await client.manifestIfPresent(tagged: tag) else { return [] }
        var tree = WholeTree(client: client, takesForeign: takesForeign, top: top.digest)
        let documents = try await tree.documents(of: top)
        try keep(LockedAttachment(tag: tag, indexes: documents.indexes, manifests: documents.manifests))
        return documents.manifests.map(\.manifest.digest)
    }

    private mutating func take(_ referrers: [Referrer], tag: String) async throws -> [Digest] {
        var manifests: [LockedManifest] = []
        var indexes: [Descriptor] = []
        for referrer in referrers {
            let top = try await client.manifest(referrer.descriptor.digest, size: referrer.descriptor.size)
            var tree = WholeTree(client: client, takesForeign: takesForeign, top: top.digest)
            let documents = try await tree.documents(of: top)
            manifests += documents.manifests
            indexes += documents.indexes
        }
        try keep(
            LockedAttachment(tag: try ImageTag(tag), indexes: indexes, manifests: manifests, referrers: referrers))
        return manifests.map(\.manifest.digest)
    }

    private mutating func keep(_ attachment: LockedAttachment) throws(ImageError) {
        found[attachment.tag] = attachment
        guard found.count <= Self.attachmentLimit else { throw .tooManyAttachments }
    }
}
