import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// The cache of parsed indexes: the same answers, and nothing from a file that is not what it was.
struct IndexSnapshotTests {
    private static let key = Digest(of: Array("what was parsed".utf8))

    private func index() throws -> PackageIndex {
        try TextIndex.packages(
            "app 1; Depends: lib (>= 2) | other, virtual", "lib 2; Essential: yes", "lib 1", "other 1",
            "real 3; Provides: virtual; Priority: important")
    }

    @Test func theSameAnswers() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("metadata/deb")
        let first = try index()
        try IndexSnapshot.write(first, key: Self.key, to: path)
        let second = try #require(IndexSnapshot.read(path, key: Self.key, architecture: "amd64"))
        #expect(second.count == first.count)
        #expect(Array(second.realNames) == Array(first.realNames))
        for package in first.all {
            for field in PackageField.allCases {
                #expect(second.text(field, of: package) == first.text(field, of: package))
            }
            #expect(try second.digest(of: package) == first.digest(of: package))
            #expect(second.priority(of: package) == first.priority(of: package))
            #expect(second.traits(of: package) == first.traits(of: package))
        }
        let request = [try PackageRequest("app")]
        #expect(
            try DebResolver.resolve(request, in: second).packages == DebResolver.resolve(request, in: first).packages)
        // More can be added behind what was read.
        try TextIndex.add("Package: late\nVersion: 1\nArchitecture: all\n", to: second, 7)
        #expect(second.nameID("late").map(second.packages(named:))?.count == 1)
    }

    @Test func anotherKeyOrAChangedByteIsNoSnapshot() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("deb")
        try IndexSnapshot.write(try index(), key: Self.key, to: path)
        #expect(IndexSnapshot.read(path, key: Digest(of: [1]), architecture: "amd64") == nil)
        #expect(IndexSnapshot.read(folder.appending("none"), key: Self.key, architecture: "amd64") == nil)
        let bytes = try FileSystem.read(path, limit: 8 << 20)
        var random = SeededRandom(seed: 5)
        for _ in 0..<40 {
            var changed = bytes
            if random.below(3) == 0 {
                changed.removeLast(1 + random.below(changed.count - 1))
            } else {
                changed[random.below(changed.count)] ^= 1
            }
            try AtomicFile.write(changed, to: path)
            #expect(IndexSnapshot.read(path, key: Self.key, architecture: "amd64") == nil)
        }
    }
}
