import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// The metadata of written repositories, judged by createrepo_c.
struct YumRepositoryTests {
    @Test(arguments: [Architecture.amd64, .arm64])
    func sameMetadataAsCreaterepo(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(YumSamples.packages(architecture))
        try await archive.publish(folder)
        let bench = try await archive.take(packages: YumSamples.requests, in: folder, architecture: architecture)
        let repository = bench.root.appending(YumSamples.folder(architecture))
        let names = try FileSystem.names(in: repository.appending("Packages"))
        #expect(names.count == YumSamples.requests.count)
        let copy = try TemporaryFolder()
        for name in names {
            try copy.write(FileSystem.read(repository.appending("Packages/\(name)"), limit: 1 << 20), at: name)
        }
        try await CreaterepoJudge.make(in: copy.path)
        let theirs = try await CreaterepoJudge.facts(of: copy.path)
        #expect(theirs.count > 100)
        #expect(try await CreaterepoJudge.facts(of: repository) == theirs)
    }

    @Test func sameBytesAgain() async throws {
        let bench = try await YumSamples.bench()
        let folder = try TemporaryFolder()
        #expect(try await bench.write(to: folder.path) == bench.entries)
        for entry in bench.entries {
            let bytes = try FileSystem.read(folder.appending(entry.path.description), limit: 1 << 20)
            #expect(Digest(of: bytes) == entry.digest, "\(entry.path)")
        }
    }
}
