import AirgapCore

/// An entry of a list of referrers: a manifest that says which other manifest it is about (OCI image specification,
/// descriptor.md; distribution specification 1.1).
package struct Referrer: Codable, Hashable, Sendable {
    private static let annotationLimit = 256

    package let descriptor: Descriptor
    /// `application/vnd.example.sbom`, for instance.
    package let artifactType: String?
    package let annotations: [String: String]?

    /// - Throws: `ManifestError`.
    init(_ value: JSONValue, at place: String) throws(ManifestError) {
        descriptor = try Descriptor(value, at: place)
        artifactType = value["artifactType"]?.string
        let stated = value["annotations"]?.object?.compactMapValues(\.string) ?? [:]
        annotations = stated.isEmpty || stated.count > Self.annotationLimit ? nil : stated
    }

    /// Its JSON in an index.
    private var json: JSONValue {
        var members: [String: JSONValue] = [
            "mediaType": .string(descriptor.mediaType), "digest": .string(descriptor.digest.description),
            "size": .integer(descriptor.size),
        ]
        members["artifactType"] = artifactType.map { .string($0) }
        members["annotations"] = annotations.map { .object($0.mapValues { .string($0) }) }
        return .object(members)
    }

    /// The index of the referrers tag schema, by which clients find referrers in a registry without the API; the same list
    /// gives the same bytes.
    package static func index(of referrers: [Referrer]) -> [UInt8] {
        let sorted = referrers.sorted { $0.descriptor.digest < $1.descriptor.digest }
        return JSONWriter.bytes(
            of: .object([
                "schemaVersion": .integer(2), "mediaType": .string(ManifestMediaType.ociIndex.rawValue),
                "manifests": .array(sorted.map(\.json)),
            ]))
    }
}
