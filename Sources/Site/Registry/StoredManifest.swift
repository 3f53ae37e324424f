import AirgapCore
import Images

/// What is known of a manifest whose bytes are served as they are.
struct StoredManifest: Sendable {
    let member: ServedMember
    /// What it is served with: its own `mediaType`, else what its form says.
    let mediaType: String
    /// The manifest that it is about (OCI image specification 1.1, `subject`).
    let subject: Digest?
    /// Its artifact type, or its configuration's media type, as the referrers API wants it.
    let artifactType: String?
    let annotations: [String: JSONValue]?
    /// The manifests that an index names.
    let entries: [Digest]
    /// Bytes of configuration and layers by digest.
    let parts: [(digest: Digest, size: Int64)]

    /// - Parameters:
    ///   - bytes: the manifest.
    ///   - member: where it stands.
    /// - Throws: `SiteError` when it is no JSON object.
    init(_ bytes: [UInt8], _ member: ServedMember) throws(SiteError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .damaged(member.path, "not a manifest: \(error)")
        }
        guard value.object != nil else { throw .damaged(member.path, "not a manifest: no JSON object") }
        self.member = member
        let isIndex = value["manifests"]?.array != nil
        let usual = isIndex ? ManifestMediaType.ociIndex : ManifestMediaType.ociManifest
        let stated = value["mediaType"]?.string.flatMap { Self.isMediaType($0) ? $0 : nil }
        mediaType = stated ?? usual.rawValue
        subject = value["subject"]?["digest"]?.string.flatMap { try? Digest($0) }
        let own = value["artifactType"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        artifactType = own ?? (isIndex ? nil : value["config"]?["mediaType"]?.string)
        annotations = value["annotations"]?.object
        entries = (value["manifests"]?.array ?? []).compactMap { $0["digest"]?.string.flatMap { try? Digest($0) } }
        parts = ([value["config"]].compactMap(\.self) + (value["layers"]?.array ?? [])).compactMap { part in
            guard let digest = part["digest"]?.string.flatMap({ try? Digest($0) }) else { return nil }
            return (digest, max(0, part["size"]?.integer ?? 0))
        }
    }

    /// Whether a text can stand in a header as a media type (RFC 6838, section 4.2).
    private static func isMediaType(_ text: String) -> Bool {
        (3...255).contains(text.utf8.count) && text.contains("/")
            && text.utf8.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: "\"") }
    }

    /// Its descriptor in a list of referrers.
    var referrer: JSONValue {
        var value: [String: JSONValue] = [
            "mediaType": .string(mediaType), "digest": .string(member.digest.description),
            "size": .integer(member.size),
        ]
        value["artifactType"] = artifactType.map { .string($0) }
        value["annotations"] = annotations.map { .object($0) }
        return .object(value)
    }
}
