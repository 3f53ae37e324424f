import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

extension NewerPeers {
    /// A docker that saves OCI layouts gives its images, takes them back from the site's registry, and loads the archives.
    struct DockerSaveTests {
        private static let tags = ["tool:1", "example.org/team/web:2"]

        /// Builds an image of two layers with two tags, and saves it by its tags and by its id.
        private static func save(with daemon: Dockerd, in folder: TemporaryFolder) async throws {
            try folder.write(
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY text /text
                CMD ["/bin/busybox", "cat", "/text"]
                """, at: "context/Dockerfile")
            try folder.write("text of docker", at: "context/text")
            try await PeerProgram.run("cp", ["/bin/busybox", folder.appending("context/busybox").string])
            try await daemon.docker(
                ["build", "--quiet", "--network", "none"] + tags.flatMap { ["--tag", $0] }
                    + [folder.appending("context").string], environment: ["DOCKER_BUILDKIT": "0"])
            try await daemon.docker(["save", "--output", folder.appending("tags.tar").string] + tags)
            let id = try await inspect("{{.Id}}", tags[0], daemon)
            try await daemon.docker(["save", "--output", folder.appending("id.tar").string, id])
        }

        private static func inspect(_ format: String, _ image: String, _ daemon: Dockerd) async throws -> String {
            String(
                try await daemon.docker(["image", "inspect", "--format", format, image]).prefix { $0 != "\n" })
        }

        private static func runs(_ image: String, _ daemon: Dockerd) async throws -> Bool {
            try await daemon.docker(["run", "--rm", "--network", "none", image]) == "text of docker"
        }

        @Test(arguments: Dockerd.ImageStore.allCases)
        func `what docker saves is served and loaded with its digests`(_ store: Dockerd.ImageStore) async throws {
            let folder = try TemporaryFolder()
            try await Dockerd.run(in: folder, from: try NewerDebianTrait.debian, store: store) { daemon in
                try await Self.save(with: daemon, in: folder)
                let run = try await AssemblyBench(folder: folder).run(
                    """
                    import:
                      - { src: 'docker-archive:tags.tar' }
                      - { src: 'docker-archive:id.tar', dest: 'library/id:1' }
                      - { src: 'oci-archive:tags.tar:docker.io/library/tool:1', dest: 'library/layout:1' }
                    bootstrap: ['library/tool:1']
                    """)
                #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
                let archive = folder.appending("tags.tar")
                let index = try await PeerProgram.run("tar", ["xOf", archive.string, "index.json"])
                let manifest = try Digest(
                    try JSONValue(parsing: Array(index.utf8))["manifests"]?.array?.first?["digest"]?.string ?? "")
                let config = try await PeerProgram.run(
                    "skopeo", ["inspect", "--config", "--raw", "docker-archive:\(archive):tool:1"])
                let images = ["library/tool:1", "team/web:2", "library/id:1", "library/layout:1"]
                #expect(run.locked.local?.imports.map(\.destination).sorted() == images.sorted())
                let id = try await Self.inspect("{{.Id}}", "tool:1", daemon)
                #expect(id == "\(store == .containerd ? manifest : Digest(of: config.utf8))")
                try await daemon.docker(["image", "rm"] + Self.tags)
                try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
                    for image in images {
                        let served = try await ModuleRun.served("\(registry.host)/\(image)")
                        #expect(served.id == Digest(of: config.utf8), "\(image)")
                        #expect(served.top == manifest, "\(image)")
                    }
                    try await daemon.docker(["pull", "--quiet", "\(registry.host)/library/tool:1"])
                    #expect(try await Self.runs("\(registry.host)/library/tool:1", daemon))
                    try await daemon.docker(["image", "rm", "\(registry.host)/library/tool:1"])
                }
                let bootstrap = run.root.appending("resources/images/library_tool_1.tar").string
                #expect(try await daemon.docker(["load", "--quiet", "--input", bootstrap]) == "Loaded image: tool:1\n")
                #expect(try await Self.inspect("{{.Id}}", "tool:1", daemon) == id)
                #expect(try await Self.runs("tool:1", daemon))
            }
        }

        /// containerd's store keeps the index of an image that was pulled, and saves one of its platforms.
        @Test func `an index that docker has pulled keeps its digest`() async throws {
            let folder = try TemporaryFolder()
            let images = try await OCIImages(at: folder.appending("layout"))
            for name in ["amd64", "arm64"] { try await images.addImage(name, architecture: name, text: name) }
            try images.addIndex("multi", of: [("arm64", "arm64"), ("amd64", "amd64")])
            try await Dockerd.run(in: folder, from: try NewerDebianTrait.debian, store: .containerd) { daemon in
                try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
                    let name = "\(registry.host)/w/x:1"
                    try await images.push("multi", to: name)
                    try await daemon.docker(["pull", "--quiet", name])
                    try await daemon.docker(["tag", name, "x:1"])
                }
                try await daemon.docker(["save", "--output", folder.appending("saved.tar").string, "x:1"])
            }
            let run = try await ModuleRun.run(
                local: LocalImagesConfiguration(
                    folder: folder.path,
                    imports: [
                        ImportRequest(source: try LocalImageSource("docker-archive:saved.tar"), destination: nil)
                    ]), in: folder)
            #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
            try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
                let served = try await ModuleRun.served("\(registry.host)/library/x:1")
                #expect(served.top == (try images.digest(of: "multi")))
            }
        }
    }
}
