import AirgapCore
import Files
import TestSupport
import Testing

/// `files.lists` as people write it.
struct ListedFilesTests {
    private func faults(_ list: String, _ files: String) throws -> [String] {
        let folder = try TemporaryFolder()
        try folder.write(list, at: "x.list")
        let bench = try ConfigurationBench(
            "files: { lists: [x.list]\(files) }\n", in: folder, keys: FilesModule.configurationKeys)
        let project = try #require(bench.project)
        let module = FilesModule(project: project)
        #expect((module == nil) == !bench.faults.isEmpty)
        return bench.collector.faults.map(\.description)
    }

    @Test func `a file without a checksum needs a word about it`() throws {
        let list = "https://a.example/x\n"
        let found = try faults(list, "")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("x.list:1:1: nothing vouches for https://a.example/x: ") ?? false, "\(found)")
        #expect(try faults(list, ", without_checksum: first-use") == [])
        #expect(try faults("https://a.example/x first-use\n", "") == [])
        #expect(try faults("https://a.example/x https://a.example/x.sha256\n", "") == [])
        #expect(try faults("https://a.example/x sha256:\(String(repeating: "a", count: 64))\n", "") == [])
        #expect(try faults("https://a.example/x \(String(repeating: "a", count: 64))\n", "") == [])
        #expect(try faults("https://a.example/x sha512:\(String(repeating: "a", count: 128))\n", "") == [])
    }

    @Test func `what is wrong is told with its place`() throws {
        let list = """
            ftp://a.example/x first-use
            https://a.example/x sha256:12
            http://a.example/y first-use
            https://a.example/z http://a.example/z.sha256
            https://a.example/../q first-use
            """
        let found = try faults(list, ", without_checksum: yes")
        #expect(found.count == 6, "\(found.joined(separator: "\n"))")
        for expected in [
            "x.list:1:1: not an http or https URL: 'ftp://a.example/x'", "x.list:2:1: not a sha256 digest",
            "x.list:3:1: http://a.example/y: plain http", "x.list:4:1: https://a.example/z: plain http",
            "x.list:5:1: path with '.' or '..'", "files.without_checksum: only 'first-use' is known, found 'yes'",
        ] {
            #expect(found.contains { $0.contains(expected) }, "\(expected) in\n\(found.joined(separator: "\n"))")
        }
    }
}
