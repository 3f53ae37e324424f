import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// A registry whose blobs come badly.
struct BlobFaultTests {
    /// One layer is large enough to break in the middle.
    private static let image = SampleImage(layers: 2, bytes: 300_000)

    @Test(arguments: BlobFault.allCases) func `faults are overcome, or named`(_ fault: BlobFault) async throws {
        let folder = try TemporaryFolder()
        let played = PlayedRegistry(Self.image)
        let victim = "\(Digest(of: Self.image.layers[0]))"
        try await ScriptedServer.run({ request in
            request.target.hasSuffix(victim) ? fault.steps(Self.image.layers[0], request) : played.answer(request)
        }) { server in
            let requests = [("x:1", "127.0.0.1:\(server.port)/a/b:1")]
            guard let failure = fault.failure else {
                let run = try await ModuleRun.run(requests, in: folder)
                #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
                return
            }
            let error = await #expect(throws: StageError.self) { try await ModuleRun.run(requests, in: folder) }
            let text = "\(try #require(error))"
            #expect(text.hasPrefix("images: x:1 layer 1/2: ") && text.contains(failure), "\(text)")
            #expect(error?.exitCode == .unavailable)
            // The other blobs are kept.
            let store = try ContentStore(root: folder.appending("cache"))
            #expect(try store.contains(Digest(of: Self.image.layers[1])))
            #expect(try !store.contains(Digest(of: Self.image.layers[0])))
        }
    }

    @Test func `docker's first format is refused in words`() async throws {
        let folder = try TemporaryFolder()
        let old = Array(#"{"schemaVersion": 1, "name": "a/b", "tag": "1", "fsLayers": [], "history": []}"#.utf8)
        try await ScriptedServer.run({ _ in
            .answer(200, [("Content-Type", "application/vnd.docker.distribution.manifest.v1+prettyjws")], old)
        }) { server in
            let error = await #expect(throws: StageError.self) {
                try await ModuleRun.run([("x:1", "127.0.0.1:\(server.port)/a/b:1")], in: folder)
            }
            let text = "\(try #require(error))"
            #expect(text.hasSuffix("schema 1 cannot be checked: push the image again with a current tool"), "\(text)")
            #expect(error?.exitCode == .badConfiguration)
        }
    }
}
