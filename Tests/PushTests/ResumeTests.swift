import AirgapCore
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Push

/// An upload that was broken off goes on where the registry says that it is.
struct ResumeTests {
    private static let image: MadeImage = {
        var random = SeededRandom(seed: 11)
        return MadeImage([random.bytes(1_000_000)])
    }()

    @Test(arguments: [1, 4, 9], [true, false])
    func `nothing that the registry has is sent again`(faults: Int, isSaid: Bool) async throws {
        let folder = try TemporaryFolder()
        var made = MadeBundle()
        try made.add(Self.image, as: "library/one:1")
        let path = try made.write(to: folder.appending("tree"))
        let played = PlayedUploads(faults: faults, kept: 70_000, isSaid: isSaid)
        try await ScriptedServer.run({ played.answer($0) }) { server in
            let report = try await PushRun(options: PushOptions(jobs: 1)).run(path, to: "127.0.0.1:\(server.port)")
            #expect(report.images.map(\.result) == [.pushed], "\(report.failures)")
            #expect(played.blobs.contains("\(Digest(of: Self.image.layers[0]))"))
            let starts = server.requests.compactMap { $0.headers["content-range"] }
            // Each body begins behind the bytes that were kept of those before, and no upload begins twice.
            #expect(starts == (1...faults).map { "\($0 * 70_000)-999999" }, "\(starts)")
            #expect(server.requests.count { $0.method == "POST" } == 2)
        }
    }
}
