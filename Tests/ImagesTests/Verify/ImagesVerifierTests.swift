import AirgapCore
import Testing

@testable import Images

struct ImagesVerifierTests {
    private static func locked(_ names: [String] = [TreeDamage.name]) throws -> LockedImages {
        LockedImages(images: try names.map { try TreeDamage.image.locked(as: $0) })
    }

    @Test func `what is written is found right`() throws {
        let names = ["library/x:1", "library/x:other", "library/x/below:1", "y:1"]
        let files = try SampleImage.files(of: names.map { ($0, TreeDamage.image) })
        #expect(try VerifierRun.findings(in: files, locked: try Self.locked(names)) == [])
    }

    @Test(arguments: TreeDamage.allCases) func `damage is found and named`(_ damage: TreeDamage) throws {
        var files = try SampleImage.files(of: [(TreeDamage.name, TreeDamage.image)])
        try damage.apply(to: &files)
        let findings = try VerifierRun.findings(in: files, locked: try Self.locked())
        #expect(findings.contains { $0.problem.contains(damage.text) }, "\(findings)")
    }

    @Test func `every single file is missed when it is gone`() throws {
        let files = try SampleImage.files(of: [(TreeDamage.name, TreeDamage.image)])
        for path in files.keys {
            var damaged = files
            damaged[path] = nil
            #expect(try VerifierRun.findings(in: damaged, locked: try Self.locked()) != [], "\(path)")
        }
    }

    @Test func `every flipped byte is found`() throws {
        let files = try SampleImage.files(of: [(TreeDamage.name, TreeDamage.image)])
        for (path, bytes) in files {
            for position in bytes.indices {
                var damaged = files
                damaged[path]?[position] ^= 0x04
                #expect(try VerifierRun.findings(in: damaged, locked: try Self.locked()) != [], "\(path) \(position)")
            }
        }
    }

    @Test func `an image for another architecture is found`() throws {
        let files = try SampleImage.files(of: [(TreeDamage.name, TreeDamage.image)])
        let findings = try VerifierRun.findings(in: files, locked: try Self.locked(), architecture: .arm64)
        #expect(findings.map(\.problem) == ["the image is for 'linux/amd64', the bundle for linux/arm64"])
    }

    @Test func `the lock decides which images belong here`() throws {
        let files = try SampleImage.files(of: [(TreeDamage.name, TreeDamage.image)])
        let none = try VerifierRun.findings(in: files, locked: nil)
        #expect(none.map(\.problem) == ["library/x:1 is not in airgap.lock"])
        let broken = try VerifierRun.findings(in: files, section: Array("{}".utf8))
        #expect(broken.count == 1 && broken[0].problem.hasPrefix("the images section is unusable"))
        #expect(try VerifierRun.findings(in: [:], locked: nil) == [])
    }

    @Test func `a tag that points to another image than the lock's is found`() throws {
        let files = try SampleImage.files(of: [(TreeDamage.name, SampleImage(layers: 1))])
        let findings = try VerifierRun.findings(in: files, locked: try Self.locked())
        #expect(findings.count == 1 && findings[0].problem.hasPrefix("library/x:1 must be sha256:"), "\(findings)")
    }
}
