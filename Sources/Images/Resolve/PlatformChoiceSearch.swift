import AirgapCore

/// Takes the chosen platforms' images out of an index, with the attestations that are about them.
struct PlatformChoiceSearch: Sendable {
    let client: RegistryClient
    let architecture: Architecture
    let choices: ImageChoices
    /// How messages call the image.
    let name: String

    /// - Throws: `ImageError`, and whatever fetching throws.
    func documents(of top: FetchedManifest) async throws -> TakenDocuments {
        var own = PlatformSearch(client: client, platform: Platform(architecture), name: name)
        guard case .own(let others) = choices.platforms else {
            // The bundle's own platform must be there, and comes first.
            let first = try await own.image(in: top).manifest.digest
            var tree = WholeTree(client: client, takesForeign: choices.foreignLayers, top: top.digest)
            var taken = try await tree.documents(of: top)
            taken.manifests =
                taken.manifests.filter { $0.manifest.digest == first }
                + taken.manifests.filter { $0.manifest.digest != first }
            return taken
        }
        var found = [try await own.image(in: top)]
        for platform in others where !found[0].path.isEmpty {
            if let other = try await image(for: platform, in: top) { found.append(other) }
        }
        return try await documents(of: top, found)
    }

    /// What is wanted besides is taken where it is.
    private func image(for platform: Platform, in top: FetchedManifest) async throws -> FoundImage? {
        do {
            var search = PlatformSearch(client: client, platform: platform, name: name)
            return try await search.image(in: top)
        } catch let error as ImageError {
            guard case .noPlatform = error else { throw error }
            client.context.progress.report(
                .warning(stage: ImagesModule.name.rawValue, text: "\(name): \(error)"))
            return nil
        }
    }

    private func documents(of top: FetchedManifest, _ found: [FoundImage]) async throws -> TakenDocuments {
        var taken = TakenDocuments(top: top.digest)
        var seen: Set<Digest> = []
        for image in found where seen.insert(image.manifest.digest).inserted {
            taken.manifests.append(LockedManifest(image, takesForeign: choices.foreignLayers))
        }
        var indexes: [ImageIndex] = []
        for document in found.flatMap(\.path) where seen.insert(document.digest).inserted {
            guard case .index(let index) = document.document else { continue }
            taken.indexes.append(document.descriptor)
            indexes.append(index)
        }
        for entry in indexes.flatMap(\.entries) where !seen.contains(entry.descriptor.digest) {
            if let attested = entry.attested, seen.contains(attested),
                let attestation = try await attestation(entry, about: attested)
            {
                seen.insert(entry.descriptor.digest)
                taken.manifests.append(attestation)
            }
        }
        for entry in indexes.flatMap(\.entries) where seen.insert(entry.descriptor.digest).inserted {
            taken.absent.append(LockedAbsence(entry))
        }
        return taken
    }

    private func attestation(_ entry: ImageIndex.Entry, about image: Digest) async throws -> LockedManifest? {
        let document = try await client.manifest(entry.descriptor.digest, size: entry.descriptor.size)
        guard case .image(let manifest) = document.document else { return nil }
        return LockedManifest(
            FoundImage(manifest: document, image: manifest), takesForeign: choices.foreignLayers, attested: image)
    }
}
