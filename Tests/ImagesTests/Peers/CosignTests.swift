import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

extension NewerPeers {
    /// cosign signs in one registry, and verifies at the site, where only one of the index's images is.
    struct CosignTests {
        /// An index of two platforms with signature, attestation and bill of materials, and its amd64 image with the first and
        /// the last as referrers of OCI 1.1.
        private static func sign(_ images: OCIImages, at repository: String, with cosign: Cosign) async throws {
            let statement = images.layout.appending("statement.json")
            try AtomicFile.write(Array(#"{"spdxVersion": "SPDX-2.3"}"#.utf8), to: statement)
            let index = "\(repository)@\(try images.digest(of: "multi"))"
            let image = "\(repository)@\(try images.digest(of: "amd64"))"
            try await cosign.make(["sign"], about: index)
            try await cosign.make(["attest", "--type", "custom", "--predicate", statement.string], about: index)
            try await cosign.make(["attach", "sbom", "--sbom", statement.string], about: index)
            try await cosign.make(["sign"], asReferrer: true, about: image)
            try await cosign.make(
                ["attach", "sbom", "--sbom", statement.string], asReferrer: true, about: image)
        }

        @Test func `what cosign has signed and attested is verified at the site`() async throws {
            let folder = try TemporaryFolder()
            let images = try await OCIImages(at: folder.appending("layout"))
            for name in ["amd64", "arm64"] { try await images.addImage(name, architecture: name, text: name) }
            try images.addIndex("multi", of: [("arm64", "arm64"), ("amd64", "amd64")])
            let cosign = try await Cosign(try NewerDebianTrait.debian)
            let run = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
                try await images.push("multi", to: "\(registry.host)/w/x:1")
                try await Self.sign(images, at: "\(registry.host)/w/x", with: cosign)
                return try await ModuleRun.run([("library/x:1", "\(registry.host)/w/x:1")], in: folder)
            }
            #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
            #expect(run.locked.images[0].absent?.count == 1)
            try await Self.expect(run, images, cosign)
        }

        /// The storage of one bundle is the source of another.
        @Test func `signatures in a registry's storage are imported with the images`() async throws {
            let folder = try TemporaryFolder()
            let images = try await OCIImages(at: folder.appending("layout"))
            try await images.addImage("amd64", architecture: "amd64")
            try images.addIndex("multi", of: [("amd64", "amd64")])
            let cosign = try await Cosign(try NewerDebianTrait.debian)
            try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
                try await images.push("multi", to: "\(registry.host)/library/x:1")
                try await Self.sign(images, at: "\(registry.host)/library/x", with: cosign)
            }
            let local = LocalImagesConfiguration(
                folder: folder.path,
                imports: [ImportRequest(source: try LocalImageSource("registry-storage:upstream"), destination: nil)])
            let run = try await ModuleRun.run(local: local, in: folder)
            let again = try await ModuleRun.run(run.locked, local: local, in: folder, cache: "cold", tree: "again")
            #expect(again.entries == run.entries)
            #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
            try await Self.expect(run, images, cosign)
        }

        /// cosign finds everything in what was written, and nothing where it is taken out.
        private static func expect(_ run: ModuleRun, _ images: OCIImages, _ cosign: Cosign) async throws {
            try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
                let garbage = try await registry.garbageCollectDryRun()
                #expect(garbage.contains(" 0 blobs and 0 manifests eligible for deletion"), "\(garbage)")
                let repository = "\(registry.host)/library/x"
                let multi = try images.digest(of: "multi")
                let own = try images.digest(of: "amd64")
                let index = ["\(repository):1", "\(repository)@\(multi)"]
                for reference in index {
                    try await cosign.verify(["verify"], reference)
                    try await cosign.verify(["verify-attestation", "--type", "custom"], reference)
                    #expect(try await cosign("download", ["sbom", reference]).contains("SPDX-2.3"))
                }
                try await cosign.verify(["verify", "--experimental-oci11"], "\(repository)@\(own)")
                let tags = run.storage.appending("docker/registry/v2/repositories/library/x/_manifests/tags")
                try FileSystem.removeTree(tags.appending("sha256-\(multi.hex).sig"))
                for reference in index {
                    await #expect(throws: PeerProgram.Failure.self) { try await cosign.verify(["verify"], reference) }
                }
                try FileSystem.removeTree(tags.appending("sha256-\(own.hex)"))
                await #expect(throws: PeerProgram.Failure.self) {
                    try await cosign.verify(["verify", "--experimental-oci11"], "\(repository)@\(own)")
                }
                try await cosign.verify(["verify-attestation", "--type", "custom"], index[0])
            }
        }
    }
}
