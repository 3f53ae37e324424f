package import AirgapCore

/// What a manifest says about a blob: type, digest and size (OCI image specification, descriptor.md).
package struct Descriptor: Hashable, Codable, Sendable {
    /// The largest blob that is believed, in bytes: 1 TiB.
    static let sizeLimit: Int64 = 1 << 40

    package let mediaType: String
    package let digest: Digest
    /// Bytes.
    package let size: Int64

    package init(mediaType: String, digest: Digest, size: Int64) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
    }

    /// Reads a descriptor.
    ///
    /// - Parameters:
    ///   - value: the JSON object.
    ///   - place: what it is, for messages: `config`, `layers[2]`.
    /// - Throws: `ManifestError`.
    init(_ value: JSONValue, at place: String) throws(ManifestError) {
        guard value.object != nil else { throw .missing(place) }
        guard let digest = value["digest"]?.string else { throw .missing("\(place).digest") }
        guard let size = value["size"]?.integer else { throw .missing("\(place).size") }
        guard (0...Self.sizeLimit).contains(size) else { throw .badSize(place, size) }
        do {
            self.init(mediaType: value["mediaType"]?.string ?? "", digest: try Digest(digest), size: size)
        } catch {
            throw .badDigest(place, error)
        }
    }
}
