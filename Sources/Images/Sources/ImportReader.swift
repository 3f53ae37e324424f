import AirgapCore

/// Reads `images.import`; every fault goes to the project's collector.
///
/// ```yaml
/// import:
///   - { src: 'docker-archive:nginx.tar', dest: 'library/nginx:1.25' }
///   - { src: 'kubernetes-server:https://…/kubernetes-server-linux-amd64.tar.gz', sha256: '…', dest: library }
/// ```
enum ImportReader {
    private static let keys = ["src", "dest", "sha256"]

    static func requests(_ nodes: [ConfigurationNode]) -> [ImportRequest] {
        nodes.compactMap(request)
    }

    private static func request(_ node: ConfigurationNode) -> ImportRequest? {
        guard let mapping = node.mapping(keys: keys) else { return nil }
        let digest = mapping["sha256"]?.parsed { text in
            text.hasPrefix("sha256:") ? try Digest(text) : try Digest(hex: text.lowercased())
        }
        if mapping["sha256"] != nil, digest == nil { return nil }
        let source = mapping.required("src")?.parsed { try LocalImageSource($0, sha256: digest) }
        let destination = mapping["dest"]?.parsed(self.destination)
        guard let source, mapping["dest"] == nil || destination != nil else { return nil }
        if let fault = fault(source, destination) {
            node.fault(fault)
            return nil
        }
        return ImportRequest(source: source, destination: destination)
    }

    private static func destination(_ text: String) throws(ImageReferenceError) -> ImageName {
        let name = try ImageName(text)
        guard name.digest == nil else { throw .digestNotAllowed(text) }
        return name
    }

    private static func fault(_ source: LocalImageSource, _ destination: ImageName?) -> String? {
        switch source.kind {
        case .kubernetesServer where destination?.tag != nil:
            "the images of a release have tags of their own: 'dest' is what stands before their names"
        case .kubernetesServer: nil
        case .ociArchive where destination == nil, .ociLayout where destination == nil:
            "'dest' is missing: an OCI layout does not say what its images are called"
        case _ where destination != nil && destination?.tag == nil: "'dest' needs a tag"
        default: nil
        }
    }
}
