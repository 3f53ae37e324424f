import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// The seed's variables give exactly its lists.
struct SeedListTests {
    private static var fixtures: FilePath {
        FilePath(#filePath).removingLastComponent().pushing("../../Fixtures/lists").lexicallyNormalized()
    }

    private func lines(_ name: String) throws -> [String] {
        let bytes = try FileSystem.read(Self.fixtures.appending(name), limit: 1 << 20)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: [Architecture.amd64, .arm64])
    func `eleven URLs and thirteen images`(_ architecture: Architecture) throws {
        let folder = try TemporaryFolder()
        let list = Self.fixtures.appending("download.yml")
        let bench = try ConfigurationBench(
            "files: { lists: [\(list)] }\nimages: { lists: [\(list)] }\n", in: folder, keys: ["files", "images"],
            architecture: architecture)
        let project = try #require(bench.project)
        let reader = SourceListReader(project: project)
        let nodes = try #require(project.section("files")?.openMapping()).list("lists")
        let files = reader.files(nodes).flatMap(\.urls).sorted()
        let images = reader.images(nodes).map(\.text).sorted()
        #expect(bench.faults == [])
        #expect(files == (try lines("files_\(architecture.debian).list")))
        #expect(images == (try lines("images_\(architecture.debian).list")))
        #expect(files.count == 11 && images.count == 13)
    }
}
