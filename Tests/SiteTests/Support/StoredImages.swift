import AirgapCore
import SystemPackage
import TestSupport

/// Images in the layout of a registry's storage; the paths are written out, as docker distribution has them.
struct StoredImages: Sendable {
    private(set) var files: [String: [UInt8]] = [:]
    /// The digests of what was added, by name.
    private(set) var digests: [String: Digest] = [:]

    private static let top = "resources/registry/docker/registry/v2"

    /// Adds a manifest with its blobs to a repository, and a tag that points to it.
    @discardableResult
    mutating func add(
        _ manifest: [UInt8], blobs: [[UInt8]] = [], to repository: String, tag: String? = nil
    ) -> Digest {
        let digest = Digest(of: manifest)
        for bytes in blobs {
            store(bytes)
            link(Digest(of: bytes), "\(repository)/_layers/sha256/\(Digest(of: bytes).hex)/link")
        }
        store(manifest)
        link(digest, "\(repository)/_manifests/revisions/sha256/\(digest.hex)/link")
        guard let tag else { return digest }
        link(digest, "\(repository)/_manifests/tags/\(tag)/index/sha256/\(digest.hex)/link")
        link(digest, "\(repository)/_manifests/tags/\(tag)/current/link")
        digests["\(repository):\(tag)"] = digest
        return digest
    }

    /// Adds an image of an OCI layout.
    mutating func add(_ name: String, of images: OCIImages, to repository: String, tag: String) throws {
        func blob(_ digest: Digest) throws -> [UInt8] {
            try FileSystem.read(images.layout.appending("blobs/sha256/\(digest.hex)"), limit: 64 << 20)
        }
        func add(_ digest: Digest, tag: String?) throws {
            let bytes = try blob(digest)
            let value = try JSONValue(parsing: bytes)
            for entry in value["manifests"]?.array ?? [] { try add(Digest(entry["digest"]?.string ?? ""), tag: nil) }
            let parts = [value["config"]].compactMap(\.self) + (value["layers"]?.array ?? [])
            let blobs = try parts.map { try blob(Digest($0["digest"]?.string ?? "")) }
            self.add(bytes, blobs: blobs, to: repository, tag: tag)
        }
        try add(try images.digest(of: name), tag: tag)
    }

    /// A manifest without white space, as others write it.
    static func manifest(
        type: String? = "application/vnd.oci.image.manifest.v1+json", config: [UInt8],
        configType: String = "application/vnd.oci.image.config.v1+json", layers: [[UInt8]] = [], more: String = ""
    ) -> [UInt8] {
        let list = layers.map { descriptor("application/vnd.oci.image.layer.v1.tar", $0) }.joined(separator: ",")
        let stated = type.map { #""mediaType":"\#($0)","# } ?? ""
        return Array(
            #"{"schemaVersion":2,\#(stated)"config":\#(descriptor(configType, config)),"layers":[\#(list)]\#(more)}"#
                .utf8)
    }

    static func descriptor(_ type: String, _ bytes: [UInt8]) -> String {
        #"{"mediaType":"\#(type)","digest":"\#(Digest(of: bytes))","size":\#(bytes.count)}"#
    }

    private mutating func store(_ bytes: [UInt8]) {
        let hex = Digest(of: bytes).hex
        files["\(Self.top)/blobs/sha256/\(hex.prefix(2))/\(hex)/data"] = bytes
    }

    private mutating func link(_ digest: Digest, _ path: String) {
        files["\(Self.top)/repositories/\(path)"] = Array("sha256:\(digest.hex)".utf8)
    }
}
