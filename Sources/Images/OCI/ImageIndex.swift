package import AirgapCore

/// An index: manifests for several platforms (OCI image specification, image-index.md).
package struct ImageIndex: Equatable, Sendable {
    /// One manifest that the index names.
    package struct Entry: Equatable, Sendable {
        package let descriptor: Descriptor
        /// What it runs on, when the index says so.
        package let platform: Platform?
        /// The image that an attestation is about (buildkit, attestation storage).
        package let attested: Digest?

        /// Whether it is an index itself.
        package var isIndex: Bool { ManifestMediaType(rawValue: descriptor.mediaType)?.isIndex ?? false }
    }

    package let mediaType: ManifestMediaType
    /// In the index's order.
    package let entries: [Entry]

    init(_ value: JSONValue, mediaType: ManifestMediaType) throws(ManifestError) {
        self.mediaType = mediaType
        guard let list = value["manifests"]?.array else { throw .missing("manifests") }
        var entries: [Entry] = []
        for (position, element) in list.enumerated() {
            let descriptor = try Descriptor(element, at: "manifests[\(position)]")
            entries.append(
                Entry(
                    descriptor: descriptor, platform: element["platform"].flatMap(Platform.init),
                    attested: Self.attested(element["annotations"])))
        }
        self.entries = entries
    }

    private static func attested(_ annotations: JSONValue?) -> Digest? {
        guard annotations?["vnd.docker.reference.type"]?.string == "attestation-manifest",
            let text = annotations?["vnd.docker.reference.digest"]?.string
        else { return nil }
        return try? Digest(text)
    }

    /// What an index offers for an architecture, the best first: images that say so, then indexes inside, then images that
    /// name no platform.
    package func candidates(for architecture: Architecture) -> [Entry] {
        candidates(for: Platform(architecture))
    }

    /// What an index offers for a platform, in the same order.
    package func candidates(for platform: Platform) -> [Entry] {
        let fitting = entries.filter { $0.attested == nil && $0.platform?.fits(platform) ?? true }
        let stated = fitting.filter { !$0.isIndex && $0.platform != nil }
        if let first = stated.first { return [first] }
        return fitting.filter(\.isIndex) + fitting.filter { !$0.isIndex && $0.platform == nil }
    }

    /// The platforms that the index names, without `unknown/unknown`, each once.
    package var platforms: [Platform] {
        var seen: Set<Platform> = []
        return entries.compactMap(\.platform).filter { !$0.isUnknown && seen.insert($0).inserted }
    }
}
