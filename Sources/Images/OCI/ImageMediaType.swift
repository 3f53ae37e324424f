/// The media types of what manifests name (OCI image specification, media-types.md; docker image manifest version 2,
/// schema 2).
enum ImageMediaType {
    static let ociConfig = "application/vnd.oci.image.config.v1+json"
    static let dockerConfig = "application/vnd.docker.container.image.v1+json"
    /// An uncompressed layer; `+gzip` or `+zstd` behind it for others.
    static let ociLayer = "application/vnd.oci.image.layer.v1.tar"
    /// An uncompressed layer; `.gzip` behind it for the other kind.
    static let dockerLayer = "application/vnd.docker.image.rootfs.diff.tar"

    /// OCI's name of a layer's type.
    static func oci(_ layer: String) -> String {
        guard layer.hasPrefix(dockerLayer) else { return layer }
        let compression = layer.dropFirst(dockerLayer.count).drop { $0 == "." || $0 == "+" }
        return compression.isEmpty ? ociLayer : "\(ociLayer)+\(compression)"
    }
}
