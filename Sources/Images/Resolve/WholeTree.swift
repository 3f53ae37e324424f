import AirgapCore

/// Takes every manifest that hangs on a digest.
struct WholeTree: Sendable {
    let client: RegistryClient
    let takesForeign: Bool
    private var budget = ManifestBudget()
    private var taken: TakenDocuments
    private var seen: Set<Digest> = []

    init(client: RegistryClient, takesForeign: Bool, top: Digest) {
        self.client = client
        self.takesForeign = takesForeign
        taken = TakenDocuments(top: top)
    }

    /// - Throws: `ImageError.tooNested`, and whatever fetching throws.
    mutating func documents(of top: FetchedManifest) async throws -> TakenDocuments {
        try await take(top, attested: nil, depth: 0)
        return taken
    }

    private mutating func take(_ document: FetchedManifest, attested: Digest?, depth: Int) async throws {
        guard seen.insert(document.digest).inserted else { return }
        switch document.document {
        case .image(let image):
            let found = FoundImage(manifest: document, image: image)
            taken.manifests.append(LockedManifest(found, takesForeign: takesForeign, attested: attested))
        case .index(let index):
            taken.indexes.append(document.descriptor)
            for entry in index.entries where !seen.contains(entry.descriptor.digest) {
                try budget.spend(depth: depth + 1)
                let child = try await client.manifest(entry.descriptor.digest, size: entry.descriptor.size)
                let isAttestation = entry.attested != nil || entry.platform?.isUnknown ?? false
                try await take(
                    child, attested: isAttestation ? entry.attested ?? document.digest : nil, depth: depth + 1)
            }
        }
    }
}
