/// The four media types that manifests have; docker's and OCI's differ in name only.
package enum ManifestMediaType: String, CaseIterable, Codable, Sendable {
    case ociIndex = "application/vnd.oci.image.index.v1+json"
    case ociManifest = "application/vnd.oci.image.manifest.v1+json"
    case dockerList = "application/vnd.docker.distribution.manifest.list.v2+json"
    case dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"

    /// Docker's first format, which names no config and cannot be checked.
    static let schema1Prefix = "application/vnd.docker.distribution.manifest.v1+"

    /// The `Accept` header of every manifest request: `*/*` may get another platform or schema 1.
    package static let accept = allCases.map(\.rawValue).joined(separator: ", ")

    /// Whether it lists manifests instead of layers.
    package var isIndex: Bool { self == .ociIndex || self == .dockerList }

    /// Reads a `Content-Type`, its parameters left out.
    package init?(contentType: String) {
        let bare = contentType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        self.init(rawValue: bare.lowercased())
    }
}
