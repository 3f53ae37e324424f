import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// skopeo writes the archives, docker-registry serves what became of them, skopeo reads that.
struct ImportPeerTests {
    @Test func `every kind of source keeps the image's id, OCI layouts their digests`() async throws {
        let saved = try await SavedImages()
        try await saved.saveDockerArchive("amd64", as: "old.tar", tags: ["nginx:1.25", "example.org/team/web:2"])
        try await saved.saveModernArchive("amd64", as: "modern.tar", tag: "busybox:latest")
        try await saved.save("amd64", to: "oci-archive:\(saved.folder.appending("one.tar")):v1")
        try await PeerProgram.run("gzip", ["-k", saved.folder.appending("old.tar").string])
        let storage = saved.folder.appending("storage")
        try await DockerRegistry.run(.init(storage: storage)) { registry in
            try await saved.layout.push("multi", to: "\(registry.host)/deep/er/multi:1")
        }
        let local = try saved.configuration([
            ("docker-archive:old.tar", nil), ("docker-archive:old.tar.gz:nginx:1.25", "library/zipped:1"),
            ("docker-archive:modern.tar", nil), ("oci-archive:one.tar:v1", "library/archived:1"),
            ("oci:layout:multi", "library/multi:1"), ("oci:layout:amd64", "library/laid:1"),
            ("registry-storage:storage", nil), ("registry-storage:storage:deep/er/multi:1", "library/stored:1"),
        ])
        let run = try await ModuleRun.run(local: local, in: saved.folder)
        #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
        let id = try saved.id(of: "amd64")
        let own = try saved.layout.digest(of: "amd64")
        let multi = try saved.layout.digest(of: "multi")
        let expected: [(String, Digest?)] = [
            ("library/nginx:1.25", nil), ("team/web:2", nil), ("library/zipped:1", nil),
            ("library/busybox:latest", own),
            ("library/archived:1", own), ("library/laid:1", own), ("library/multi:1", multi),
            ("deep/er/multi:1", multi), ("library/stored:1", multi),
        ]
        #expect(run.locked.local?.imports.count == expected.count)
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            for (name, digest) in expected {
                let found = try await ModuleRun.served("\(registry.host)/\(name)")
                #expect(found.id == id, "\(name)")
                if let digest { #expect(found.top == digest, "\(name)") }
                try await PeerProgram.run(
                    "skopeo",
                    ["--insecure-policy", "--override-arch", "amd64", "copy", "--quiet", "--src-tls-verify=false"]
                        + ["docker://\(registry.host)/\(name)"]
                        + ["dir:\(saved.folder.appending("pulled-" + name.map { $0 == "/" ? "_" : $0 }))"])
            }
            let garbage = try await registry.garbageCollectDryRun()
            #expect(garbage.contains(" 0 blobs and 0 manifests eligible for deletion"), "\(garbage)")
        }
    }

    @Test func `a Kubernetes release by URL, for the architecture that is built`() async throws {
        let saved = try await SavedImages()
        try await saved.saveRelease(as: "server.tar.gz", architecture: "arm64")
        let bytes = try FileSystem.read(saved.folder.appending("server.tar.gz"), limit: 64 << 20)
        try await ScriptedServer.run({ .file(bytes, for: $0) }) { server in
            let source = try LocalImageSource(
                "kubernetes-server:\(server.base)/server.tar.gz", sha256: Digest(of: bytes))
            let local = LocalImagesConfiguration(
                folder: saved.folder.path,
                imports: [ImportRequest(source: source, destination: try ImageName("library"))])
            let run = try await ModuleRun.run(local: local, in: saved.folder, architecture: .arm64)
            #expect(
                run.locked.local?.imports.map(\.destination) == [
                    "library/kube-apiserver:v1.31.9", "library/kube-proxy:v1.31.9",
                ])
            let id = try saved.id(of: "arm64")
            #expect(run.locked.local?.imports.map(\.image.content.config.digest) == [id, id])
            let again = try await ModuleRun.run(
                run.locked, local: local, in: saved.folder, architecture: .arm64, cache: "cold", tree: "again")
            #expect(again.entries == run.entries)
            let error = await #expect(throws: StageError.self) {
                try await ModuleRun.run(local: local, in: saved.folder, tree: "wrong")
            }
            let text = "images: kubernetes-server:\(server.base)/server.tar.gz: "
            #expect("\(try #require(error))" == text + "the image is for 'linux/arm64', but linux/amd64 is needed")
        }
    }

    @Test func `a locked build reads the same bytes, or names the archive`() async throws {
        let saved = try await SavedImages()
        let file = saved.folder.appending("image.tar")
        try await saved.saveDockerArchive("amd64", as: "image.tar", tags: ["nginx:1.25"])
        let local = try saved.configuration([("docker-archive:image.tar", nil)])
        let run = try await ModuleRun.run(local: local, in: saved.folder)
        let again = try await ModuleRun.run(run.locked, local: local, in: saved.folder, cache: "cold", tree: "again")
        #expect(again.entries == run.entries)
        try await saved.layout.addImage("other", architecture: "amd64", text: "other")
        try FileSystem.removeFile(file)
        try await saved.saveDockerArchive("other", as: "image.tar", tags: ["nginx:1.25"])
        let error = await #expect(throws: StageError.self) {
            try await ModuleRun.run(run.locked, local: local, in: saved.folder, cache: "colder", tree: "other")
        }
        let text = "\(try #require(error))"
        #expect(text.hasPrefix("images: docker-archive:image.tar: changed since it was locked"), "\(text)")
        // With a warm cache the archive is not needed at all.
        try FileSystem.removeFile(file)
        let warm = try await ModuleRun.run(run.locked, local: local, in: saved.folder, cache: "cache", tree: "warm")
        #expect(warm.entries == run.entries)
    }

    @Test func `what is not there, or not clear, is said with what there is`() async throws {
        let saved = try await SavedImages()
        try await saved.saveDockerArchive("amd64", as: "old.tar", tags: ["nginx:1.25", "web:2"])
        let expected = [
            (
                "docker-archive:old.tar:nginx:9", "library/a:1",
                "no image 'nginx:9'; it has 'docker.io/library/nginx:1.25', 'docker.io/library/web:2'"
            ),
            (
                "docker-archive:none.tar", "library/a:1",
                "cannot open \(saved.folder.appending("none.tar")): No such file or directory"
            ),
            ("oci:layout:gone", "library/a:1", "no image 'gone'; it has 'amd64', 'arm64', 'multi'"),
            ("oci:layout:arm64", "library/a:1", "the image is for 'linux/arm64', but linux/amd64 is needed"),
            ("oci:layout", "library/a:1", "several images: say which of 'amd64', 'arm64', 'multi'"),
        ]
        for (source, destination, message) in expected {
            let local = try saved.configuration([(source, destination)])
            let error = await #expect(throws: StageError.self) {
                try await ModuleRun.run(local: local, in: saved.folder, tree: "none")
            }
            #expect("\(try #require(error))" == "images: \(source): \(message)")
        }
    }
}
