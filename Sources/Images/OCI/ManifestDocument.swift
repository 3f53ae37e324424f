package import AirgapCore

/// A manifest: of one image, or an index of several.
package enum ManifestDocument: Equatable, Sendable {
    case image(ImageManifest)
    case index(ImageIndex)

    /// The largest manifest in bytes, as registries have it.
    package static let sizeLimit = 4 << 20

    /// Reads a manifest; its media type is what the document says, else what it looks like, else what the server said.
    ///
    /// - Parameters:
    ///   - bytes: as received; their digest is the manifest's.
    ///   - contentType: the answer's `Content-Type`, which may be wrong.
    /// - Throws: `ManifestError`.
    package init(parsing bytes: [UInt8], contentType: String? = nil) throws(ManifestError) {
        guard bytes.count <= Self.sizeLimit else { throw .tooLarge(bytes.count) }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .notJSON(error, contentType: contentType)
        }
        try self.init(value, contentType: contentType)
    }

    /// Reads a manifest from its JSON value.
    ///
    /// - Throws: `ManifestError`.
    package init(_ value: JSONValue, contentType: String? = nil) throws(ManifestError) {
        let type = try Self.mediaType(of: value, contentType: contentType)
        guard value["schemaVersion"] == .integer(2) else { throw .missing("schemaVersion") }
        if type.isIndex {
            guard value["manifests"] != nil, value["fsLayers"] == nil else { throw .contradiction(type) }
            self = .index(try ImageIndex(value, mediaType: type))
        } else {
            guard value["layers"] != nil, value["config"] != nil else { throw .contradiction(type) }
            self = .image(try ImageManifest(value, mediaType: type))
        }
    }

    private static func mediaType(of value: JSONValue, contentType: String?) throws(ManifestError) -> ManifestMediaType
    {
        let hasManifests = value["manifests"] != nil
        let hasLayers = value["layers"] != nil
        if hasManifests, hasLayers { throw .ambiguous }
        if value["schemaVersion"] == .integer(1) || value["fsLayers"] != nil { throw .schema1 }
        if let stated = value["mediaType"] {
            guard let text = stated.string else { throw .missing("mediaType") }
            if text.hasPrefix(ManifestMediaType.schema1Prefix) { throw .schema1 }
            guard let type = ManifestMediaType(rawValue: text) else { throw .unknownMediaType(text) }
            return type
        }
        if hasManifests { return .ociIndex }
        if hasLayers { return .ociManifest }
        guard let contentType, let type = ManifestMediaType(contentType: contentType) else { throw .unknownShape }
        return type
    }

    /// The media type that registries serve it with.
    package var mediaType: ManifestMediaType {
        switch self {
        case .image(let manifest): manifest.mediaType
        case .index(let index): index.mediaType
        }
    }
}
