import AirgapCore

/// An image as one tar that docker, podman, nerdctl and ctr load: docker's `manifest.json` and an OCI layout over the same
/// blobs (docker image specification 1.2; OCI image specification, image-layout.md). Regular files only.
struct BootstrapArchive {
    /// One member, in the archive's order.
    struct Member: Equatable {
        let name: String
        let digest: Digest
        /// Bytes.
        let size: Int64
        /// The member's bytes when they are not in the store.
        var document: [UInt8]?

        init(name: String, blob: Descriptor) {
            self.name = name
            digest = blob.digest
            size = blob.size
        }

        init(name: String, document: [UInt8]) {
            self.name = name
            self.document = document
            digest = Digest(of: document)
            size = Int64(document.count)
        }

        /// What stands before its bytes.
        ///
        /// - Throws: `ArchiveError`.
        func header() throws(ArchiveError) -> [UInt8] { try TarMember(name: name, kind: .file(size)).header() }
    }

    let image: StoredImage
    let architecture: Architecture

    /// Where it stands in the bundle: `resources/images/library_nginx_1.25.tar`.
    ///
    /// - Throws: `RelativePathError`.
    func path() throws(RelativePathError) -> RelativePath {
        let name = image.destination.map { "/:".contains($0) ? "_" : String($0) }.joined()
        return try RelativePath("\(ImagesModule.archiveFolder)/\(name).tar")
    }

    /// The small documents first, then each blob once, sorted.
    var members: [Member] {
        let content = image.content
        var blobs: [String: Member] = [:]
        for blob in [content.manifest, content.config] + content.layers {
            let name = Self.name(of: blob)
            blobs[name] = Member(name: name, blob: blob)
        }
        let documents = [
            Member(
                name: "oci-layout", document: JSONWriter.bytes(of: .object(["imageLayoutVersion": .string("1.0.0")]))),
            Member(name: "index.json", document: JSONWriter.bytes(of: index)),
            Member(name: "manifest.json", document: JSONWriter.bytes(of: .array([entry]))),
        ]
        return documents + blobs.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What `TarOutline` says of the archive.
    var outline: String {
        members.map { TarOutline.line(name: $0.name, digest: $0.digest, size: $0.size) }.joined() + TarOutline.end
    }

    /// Writes the archive into the store.
    ///
    /// - Returns: its digest.
    /// - Throws: `ArchiveError`, `FileError`.
    func write(to store: ContentStore) throws -> Digest {
        let object = try ObjectWriter(store)
        for member in members {
            try object.write(try member.header())
            try write(member, from: store, to: object)
            try object.write(TarMember.padding(member.size))
        }
        try object.write(TarMember.end)
        return try object.finish().digest
    }

    private func write(_ member: Member, from store: ContentStore, to object: ObjectWriter) throws {
        if let document = member.document { return try object.write(document) }
        let before = object.byteCount
        let file = try FileReader(store.path(of: member.digest))
        file.expectSequentialReading()
        while true {
            try Task.checkCancellation()
            let chunk = try file.read(upTo: 1 << 18)
            if chunk.isEmpty { break }
            try object.write(chunk)
        }
        guard object.byteCount - before == member.size else { throw ContentStoreError.damaged(member.digest) }
    }

    private static func name(of blob: Descriptor) -> String { "blobs/sha256/\(blob.digest.hex)" }

    /// The name as docker and containerd complete it: without a registry it is Docker Hub's.
    private var fullName: String {
        let repository = image.repository.description
        return "docker.io/\(repository.contains("/") ? "" : "library/")\(repository):\(image.tag)"
    }

    private var index: JSONValue {
        var entry = ManifestWriter.json(image.content.manifest).object ?? [:]
        entry["platform"] = .object(["os": .string("linux"), "architecture": .string(architecture.oci)])
        entry["annotations"] = .object([
            "io.containerd.image.name": .string(fullName),
            "org.opencontainers.image.ref.name": .string(image.tag.description),
        ])
        return .object([
            "schemaVersion": .integer(2), "mediaType": .string(ManifestMediaType.ociIndex.rawValue),
            "manifests": .array([.object(entry)]),
        ])
    }

    private var entry: JSONValue {
        .object([
            "Config": .string(Self.name(of: image.content.config)), "RepoTags": .array([.string(fullName)]),
            "Layers": .array(image.content.layers.map { .string(Self.name(of: $0)) }),
        ])
    }
}
