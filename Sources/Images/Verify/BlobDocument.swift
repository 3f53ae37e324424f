import AirgapCore

/// What a blob that is a JSON object may be used as; only the facts that verify needs are kept.
struct BlobDocument {
    /// Read as a manifest, when it looks like one.
    let manifest: Result<ManifestDocument, ManifestError>?
    /// The platform it states, when it looks like an image's configuration.
    let platform: Platform?

    /// Nil for bytes that are no JSON object, or one that is neither.
    init?(_ bytes: [UInt8]) {
        let first = bytes.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }
        guard first == UInt8(ascii: "{"), let value = try? JSONValue(parsing: bytes) else { return nil }
        platform = Platform(value)
        if value["schemaVersion"] == nil {
            manifest = nil
        } else {
            manifest = Result { () throws(ManifestError) in try ManifestDocument(value) }
        }
        if platform == nil, manifest == nil { return nil }
    }

    /// How many descriptors it holds, which is what it costs to keep.
    var weight: Int {
        switch manifest {
        case .success(.image(let image)): image.layers.count + 1
        case .success(.index(let index)): index.entries.count + 1
        default: 1
        }
    }
}
