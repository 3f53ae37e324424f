package import AirgapCore

/// A manifest that an index names and that is left out on purpose.
package struct LockedAbsence: Codable, Hashable, Sendable {
    package let digest: Digest
    /// What it is, for people: its platform.
    package let what: String

    package init(digest: Digest, what: String) {
        self.digest = digest
        self.what = what
    }

    /// An entry of an index.
    init(_ entry: ImageIndex.Entry) {
        let kind = entry.attested == nil ? "no platform" : "attestation"
        self.init(
            digest: entry.descriptor.digest,
            what: entry.isIndex ? "index" : entry.platform.map { "\($0)" } ?? kind)
    }
}
