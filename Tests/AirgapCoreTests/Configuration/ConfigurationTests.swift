import AirgapCore
import TestSupport
import Testing

/// airgap.yaml as people write it, well and badly.
struct ConfigurationTests {
    @Test func `scalars stay text`() throws {
        let folder = try TemporaryFolder()
        let bench = try ConfigurationBench("variables: { nginx: 1.20, on: yes, octal: 0755 }\n", in: folder, keys: [])
        let project = try #require(bench.project)
        #expect(project.version == "1.20")
        #expect(try project.variables.expand("{{ nginx }} {{on}} {{ octal }}") == "1.20 yes 0755")
    }

    @Test func `every fault is told with its place`() throws {
        let folder = try TemporaryFolder()
        let yaml = """
            arches: [amd64, mips]
            filez: {}
            variables: { list: [1] }
            files:
              - x

            """
        let bench = try ConfigurationBench(yaml, in: folder, keys: ["files"])
        #expect(
            bench.faults == [
                "4: filez: unknown key; did you mean 'files'?",
                "3: arches[1]: unknown architecture 'mips'; known: amd64, arm64",
                "5: variables.list: expected a text, found a list",
            ])
    }

    @Test(arguments: [
        ("name: [1\n", "not valid YAML"), ("a: 1\na: 2\n", "'a' stands twice"), ("", "the file is empty"),
        ("- x\n", "expected a mapping, found a list"), ("{\n", "not valid YAML"),
    ])
    func `broken documents`(_ text: String, _ message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, at: "airgap.yaml")
        let collector = FaultCollector()
        _ = ProjectLoader(moduleKeys: []).load(folder.path, for: nil, into: collector)
        let found = collector.faults.contains { $0.description.contains(message) }
        #expect(found, "\(collector.faults)")
    }

    @Test func `an alias bomb is refused`() throws {
        let folder = try TemporaryFolder()
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            text += "a\(level): &a\(level) [\((0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
        }
        try folder.write(text, at: "airgap.yaml")
        let collector = FaultCollector()
        _ = ProjectLoader(moduleKeys: []).load(folder.path, for: nil, into: collector)
        let found = collector.faults.contains { $0.description.contains("too large or too deep") }
        #expect(found, "\(collector.faults)")
    }

    @Test func `a missing file is exit code 66, a fault in it 65`() throws {
        let folder = try TemporaryFolder()
        let collector = FaultCollector()
        _ = ProjectLoader(moduleKeys: []).load(folder.path, for: nil, into: collector)
        #expect(collector.faults.map(\.exitCode) == [.noInput])
        let bench = try ConfigurationBench("x: 1\n", in: folder, keys: [])
        #expect(bench.collector.faults.map(\.exitCode) == [.badConfiguration])
    }

    @Test func `variables of the command line win`() throws {
        let folder = try TemporaryFolder()
        let bench = try ConfigurationBench(
            "variables: { a: '{{ b }}', b: '1' }\n", in: folder, keys: [], overrides: ["b": "2"])
        #expect(try bench.project?.variables.expand("{{ a }}") == "2")
    }
}
