import AirgapCore

/// What a pass over a registry's storage has seen so far.
struct RegistryInventory {
    /// The most descriptors of manifests that are kept in memory: more are a bomb.
    private static let weightLimit = 1 << 17

    /// JSON objects among the blobs, by the digest of their path.
    private(set) var documents: [Digest: BlobDocument] = [:]
    /// Where each link points.
    private(set) var links: [RegistryPath: Digest] = [:]
    private(set) var findings: [Finding] = []
    private var weight = 0

    /// Takes a blob's bytes.
    mutating func addBlob(_ bytes: [UInt8], digest: Digest, at path: RelativePath) {
        guard weight < Self.weightLimit, let document = BlobDocument(bytes) else { return }
        weight += document.weight
        if weight >= Self.weightLimit {
            findings.append(Finding(path, "the manifests name more blobs than is believable"))
        }
        documents[digest] = document
    }

    /// Takes a link's bytes, which must be a digest and nothing else.
    mutating func addLink(_ bytes: [UInt8], _ link: RegistryPath, at path: RelativePath) {
        do {
            links[link] = try Digest(String(decoding: bytes, as: UTF8.self))
        } catch {
            findings.append(Finding(path, "a link must hold a digest and nothing else: \(error)"))
        }
    }
}
