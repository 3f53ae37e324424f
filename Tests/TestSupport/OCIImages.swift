package import AirgapCore
package import SystemPackage

/// Small real images in an OCI layout, made by umoci of Debian's statically linked busybox, copied about by skopeo.
package struct OCIImages: Sendable {
    /// The layout's folder.
    package let layout: FilePath

    /// Makes an empty layout.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package init(at layout: FilePath) async throws {
        self.layout = layout
        try await PeerProgram.run("umoci", ["init", "--layout", layout.string])
    }

    /// Adds an image of two layers: busybox, and a text.
    ///
    /// - Parameters:
    ///   - name: its name in the layout.
    ///   - architecture: what its configuration says, in OCI's words.
    ///   - os: what its configuration says.
    ///   - text: what its second layer holds.
    /// - Throws: `PeerProgram.Failure`.
    package func addImage(
        _ name: String, architecture: String, os: String = "linux", text: String = "text"
    ) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, at: "text")
        let image = "\(layout):\(name)"
        try await PeerProgram.run("umoci", ["new", "--image", image])
        try await PeerProgram.run("umoci", ["insert", "--rootless", "--image", image, "/bin/busybox", "/bin/busybox"])
        try await PeerProgram.run("umoci", ["insert", "--rootless", "--image", image, file.string, "/text"])
        try await PeerProgram.run(
            "umoci", ["config", "--image", image, "--architecture", architecture, "--os", os])
    }

    /// Adds an index of images that are there.
    ///
    /// - Parameters:
    ///   - name: its name in the layout.
    ///   - members: names of images, each with the platform that the index states.
    /// - Throws: `PeerProgram.Failure`, `FileError`, `JSONError`.
    package func addIndex(_ name: String, of members: [(name: String, architecture: String)]) throws {
        try addIndex(name, of: members.map { Member($0.name, "linux/\($0.architecture)") })
    }

    /// An entry of an index to be made.
    package struct Member: Sendable {
        let name: String
        let platform: String
        let attested: String?

        /// - Parameters:
        ///   - name: an image that is there.
        ///   - platform: `linux/arm/v7`, what the index states.
        ///   - attested: for an attestation, the image it is about.
        package init(_ name: String, _ platform: String, about attested: String? = nil) {
            self.name = name
            self.platform = platform
            self.attested = attested
        }
    }

    /// Adds an index of images that are there.
    ///
    /// - Throws: `PeerProgram.Failure`, `FileError`, `JSONError`.
    package func addIndex(_ name: String, of members: [Member]) throws {
        let entries = try members.map { JSONValue.object(try entry(for: $0)) }
        let type = "application/vnd.oci.image.index.v1+json"
        let bytes = JSONWriter.bytes(
            of: .object(["schemaVersion": .integer(2), "mediaType": .string(type), "manifests": .array(entries)]))
        let made = Digest(of: bytes)
        try AtomicFile.write(bytes, to: layout.appending("blobs/sha256/\(made.hex)"))
        try add(
            .object([
                "mediaType": .string(type), "digest": .string(made.description),
                "size": .integer(Int64(bytes.count)),
                "annotations": .object(["org.opencontainers.image.ref.name": .string(name)]),
            ]))
    }

    private func entry(for member: Member) throws -> [String: JSONValue] {
        var entry = try descriptor(of: member.name)
        let keys = ["os", "architecture", "variant"]
        let parts = member.platform.split(separator: "/").map { JSONValue.string(String($0)) }
        entry["platform"] = .object(Dictionary(zip(keys, parts)) { first, _ in first })
        entry["annotations"] = nil
        if let attested = member.attested {
            entry["annotations"] = .object([
                "vnd.docker.reference.type": .string("attestation-manifest"),
                "vnd.docker.reference.digest": .string("\(try digest(of: attested))"),
            ])
        }
        return entry
    }

    /// The digest of an image's manifest, or of an index.
    ///
    /// - Throws: `PeerProgram.Failure` when the layout does not have it.
    package func digest(of name: String) throws -> Digest {
        try Digest(try descriptor(of: name)["digest"]?.string ?? "")
    }

    /// Copies an image or an index with all its images into a registry, bytes unchanged.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package func push(_ name: String, to reference: String, login: DockerRegistryOptions.Login? = nil) async throws {
        let credentials = login.map { ["--dest-creds", "\($0.user):\($0.password)"] } ?? []
        try await PeerProgram.run(
            "skopeo",
            ["--insecure-policy", "copy", "--quiet", "--all", "--preserve-digests", "--dest-tls-verify=false"]
                + credentials + ["oci:\(layout):\(name)", "docker://\(reference)"])
    }

    private func index() throws -> [String: JSONValue] {
        try JSONValue(parsing: try FileSystem.read(layout.appending("index.json"), limit: 1 << 20)).object ?? [:]
    }

    private func descriptor(of name: String) throws -> [String: JSONValue] {
        let entries = try index()["manifests"]?.array ?? []
        let found = entries.last { $0["annotations"]?["org.opencontainers.image.ref.name"]?.string == name }
        guard let entry = found?.object else { throw PeerProgram.Failure(description: "no image \(name) in \(layout)") }
        return entry
    }

    private func add(_ entry: JSONValue) throws {
        var index = try index()
        index["manifests"] = .array((index["manifests"]?.array ?? []) + [entry])
        try AtomicFile.write(JSONWriter.bytes(of: .object(index)), to: layout.appending("index.json"))
    }
}
