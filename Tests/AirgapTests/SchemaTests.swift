import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import airgap

/// airgap.schema.json against the two judges that matter: the decoder, and python3-jsonschema.
struct SchemaTests {
    private static let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent()

    /// A key that nobody knows, at every place where keys are known.
    private static let places: [(yaml: String, path: [String])] = [
        ("x: 1", []),
        ("targets: [{ family: deb, KEY: 1 }]", ["properties", "targets", "items", "anyOf", "0"]),
        ("targets: [{ family: rpm, KEY: 1 }]", ["properties", "targets", "items", "anyOf", "1"]),
        (
            "targets: [{ id: a, family: deb, repositories: [{ KEY: 1 }] }]",
            ["properties", "targets", "items", "anyOf", "0", "properties", "repositories", "items", "anyOf", "0"]
        ),
        (
            "targets: [{ id: a, family: rpm, repositories: [{ KEY: 1 }] }]",
            ["properties", "targets", "items", "anyOf", "1", "properties", "repositories", "items", "anyOf", "0"]
        ),
        (
            "targets: [{ id: a, family: rpm, repositories: [{ path: x, KEY: 1 }] }]",
            ["properties", "targets", "items", "anyOf", "1", "properties", "repositories", "items", "anyOf", "1"]
        ),
        ("files: { KEY: 1 }", ["properties", "files"]),
        ("files: { extra: [{ KEY: 1 }] }", ["properties", "files", "properties", "extra", "items"]),
        ("tools: [{ KEY: 1 }]", ["properties", "tools", "items"]),
        ("kubespray: { KEY: 1 }", ["properties", "kubespray"]),
        ("images: { KEY: 1 }", ["properties", "images"]),
        (
            "images: { list: [], registries: { a: { KEY: 1 } } }",
            ["properties", "images", "properties", "registries"]
                + ["additionalProperties"]
        ),
        ("compose: { KEY: 1 }", ["properties", "compose"]),
    ]

    @Test(arguments: 0..<places.count) func `the decoder knows the same keys`(_ index: Int) throws {
        let (yaml, path) = Self.places[index]
        let folder = try TemporaryFolder()
        let strange = "zzzzzzzzzzzzzzzzzzzz"
        let text = yaml.replacing("KEY", with: strange).replacing("x: 1", with: strange + ": 1")
        try folder.write("name: a\nversion: '1'\n\(text)\n", at: "airgap.yaml")
        try folder.write("{}\n", at: "packages.yaml")
        let faults: [String]
        do {
            _ = try Project(folder.path, for: .amd64, types: moduleTypes)
            faults = []
        } catch let error as any ExplainedError {
            faults = error.description.split(separator: "\n").map(String.init)
        }
        let fault = try #require(faults.first { $0.contains("unknown key; known keys: ") }, "\(faults)")
        let known = fault.split(separator: "known keys: ").last?.split(separator: ", ").map(String.init)
        var node: JSONValue? = try JSONValue(parsing: ProjectSchema.bytes)
        for part in path { node = Int(part).flatMap { node?.array?[$0] } ?? node?[part] }
        #expect(known.map { Set($0) } == (node?["properties"]?.object?.keys).map { Set($0) }, "\(fault)")
    }

    @Test func `the file in the repository is what the program prints`() throws {
        let file = try FileSystem.read(Self.root.appending("airgap.schema.json"), limit: 1 << 20)
        #expect(file == ProjectSchema.bytes, "run: airgap schema > airgap.schema.json")
    }

    /// Exit status and message of python3-jsonschema for a YAML text.
    private func judge(_ yaml: String) async throws -> CommandRunner.Outcome {
        let folder = try TemporaryFolder()
        let schema = try folder.write(ProjectSchema.bytes, at: "schema.json")
        let file = try folder.write(yaml, at: "airgap.yaml")
        let script = """
            import json, jsonschema, sys, yaml
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft7Validator.check_schema(schema)
            errors = list(jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(open(sys.argv[2]))))
            sys.exit(["invalid: " + e.message[:200] for e in errors] or 0)
            """
        return try await CommandRunner.run("python3", ["-c", script, schema.string, file.string])
    }

    @Test(arguments: ["airgap.yaml", "examples/demo/airgap.yaml"]) func `the examples validate`(_ name: String)
        async throws
    {
        let bytes = try FileSystem.read(Self.root.appending(name), limit: 1 << 20)
        let outcome = try await judge(String(decoding: bytes, as: UTF8.self))
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func `the starter validates, and so do its comments`() async throws {
        let text = StarterTexts.project.replacing("@name@", with: "x")
        let sections = ["# tools:", "# images:", "# mirrors:", "#   - url:", "#     checksum_url:", "#     unpack:"]
        let opened = (text.split(separator: "\n") + []).map { line in
            let inner = line.drop { $0 == " " }
            let isExample =
                sections.contains(where: inner.hasPrefix) || inner.hasPrefix("#   '") || inner.hasPrefix("#   list")
                || inner.hasPrefix("#   origin")
            return isExample ? String(line.replacing("# ", with: "", maxReplacements: 1)) : String(line)
        }
        for yaml in [text, opened.joined(separator: "\n") + "\n"] {
            let outcome = try await judge(yaml)
            #expect(outcome.status == 0, "\(outcome.errors) \(yaml)")
        }
    }

    @Test(arguments: [
        "nmae: a\nversion: 1\n", "name: a\n", "name: a\nversion: 1\narches: [amd46]\n",
        "name: a\nversion: 1\nfiles: { extra: [{ url: 'https://a/b', sha265: x }] }\n",
        "name: a\nversion: 1\nfiles: { extra: [{ sha256: x }] }\n",
        "name: a\nversion: 1\nfiles: { extra: [{ url: 'https://a/b', path: x }] }\n",
        "name: a\nversion: 1\ntools: { url: x }\n", "name: a\nversion: 1\nkubespray: { config: x }\n",
        "name: a\nversion: 1\nimages: { lst: [] }\n",
        "name: a\nversion: 1\ntargets: [{ id: x, family: deb, repositories: [{ url: system, suites: [a], component: [b] }] }]\n",
    ])
    func `misspelt projects do not`(_ yaml: String) async throws {
        let outcome = try await judge(yaml)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("invalid: "))
    }
}
