import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// What modules hide, as dnf sees it, and modules.yaml files that are broken.
struct ModulesFileTests {
    private static let modules = RPMFixtures.file("appstream/repodata/modules.yaml.xz")

    /// A change of the real modules.yaml: what is replaced, and by what.
    struct Change: Sendable {
        let part: String
        let other: String
    }

    /// All packages that a filter lets through, as dnf writes them.
    private static func visible(_ modules: FilePath, _ enabled: [String]) throws -> Set<String> {
        let filter = try ModuleFilter(ModulesFile(at: modules), enabled: enabled, platform: "el9")
        var result: Set<String> = []
        for name in ["baseos", "appstream"] {
            let path = RPMFixtures.file("\(name)/repodata/primary.xml.gz")
            try PrimaryReader.read(path, architectures: ["x86_64", "noarch", "i686"]) { package, _ in
                guard !filter.hides(package) else { return }
                let version = package.version
                result.insert(
                    "\(package.name)-\(version.epoch ?? 0):\(version.version)-\(version.release ?? "").\(package.architecture)"
                )
            }
        }
        return result
    }

    private static let defaults = [
        Change(part: "  module: nginx\n", other: "  module: nginx\n  stream: \"1.22\"\n"),
        Change(part: "  module: ruby\n", other: "  module: ruby\n  stream: 3.1\n"),
    ]

    /// `requires` is put into the documents of one stream.
    private static func need(_ module: String, _ stream: String, _ requires: String) -> Change {
        let head = "  name: \(module)\n  stream: \"\(stream)\"\n"
        return Change(part: head, other: "\(head)  dependencies: [{requires: {\(requires)}}]\n")
    }

    private static let plays: [([Change], [String])] = [
        ([], []), ([], ["nodejs:20"]), ([], ["nodejs:18", "postgresql:15", "ruby:3.3", "maven:3.8"]),
        (defaults, []), (defaults, ["nginx:1.24"]), (defaults, ["ruby:3.3", "redis:7", "php:8.1"]),
        (defaults + [need("redis", "7", "nginx: [\"1.24\"]")], ["redis:7"]),
        (defaults + [need("redis", "7", "nginx: [\"1.22\"]")], ["redis:7"]),
        (defaults + [need("redis", "7", "nginx: [\"-1.22\"]")], ["redis:7"]),
        (defaults + [need("redis", "7", "nodejs: []")], []),
        (defaults + [need("redis", "7", "nodejs: [\"18\"], platform: [el9]")], ["redis:7"]),
    ]

    /// The play's repository beside the packages, for dnf.
    private static func prepare(_ changes: [Change], in folder: TemporaryFolder) async throws -> FilePath {
        var text = String(decoding: try await CommandRunner.run("xz", ["-dc", modules.string]).output, as: UTF8.self)
        for change in changes {
            // The documents have their own dependencies, which would stand there twice.
            if change.other.contains("dependencies:") {
                text = text.replacing("  dependencies:\n  - buildrequires:\n      platform: [el9]\n", with: "")
            }
            #expect(text.contains(change.part))
            text = text.replacing(change.part, with: change.other)
        }
        try folder.write(text, at: "app/repodata/modules.yaml")
        let primary = try FileSystem.read(RPMFixtures.file("appstream/repodata/primary.xml.gz"), limit: 1 << 20)
        try folder.write(primary, at: "app/repodata/primary.xml.gz")
        let records = [("primary", "primary.xml.gz", primary), ("modules", "modules.yaml", Array(text.utf8))].map {
            "<data type='\($0)'><checksum type='sha256'>\(Digest(of: $2).hex)</checksum><location href='repodata/\($1)'/></data>"
        }
        try folder.write(
            "<repomd xmlns='http://linux.duke.edu/metadata/repo'>\(records.joined())</repomd>",
            at: "app/repodata/repomd.xml")
        return folder.appending("app")
    }

    @Test(arguments: plays.indices)
    func asDnfHides(_ number: Int) async throws {
        let (changes, enabled) = Self.plays[number]
        let folder = try TemporaryFolder()
        let app = try await Self.prepare(changes, in: folder)
        let dnf = try DnfJudge()
        try dnf.enable(enabled)
        let listed = try await dnf.repoquery(
            [RPMFixtures.file("baseos"), app],
            ["--showduplicates", "--qf", "%{name}-%{epoch}:%{version}-%{release}.%{arch}"],
            options: ["--setopt=module_platform_id=platform:el9"])
        let visible = try Self.visible(app.appending("repodata/modules.yaml"), enabled)
        #expect(visible.subtracting(listed).sorted().prefix(5) == [])
        #expect(Set(listed).subtracting(visible).sorted().prefix(5) == [])
    }

    @Test func whatIsTold() throws {
        let modules = try ModulesFile(at: Self.modules)
        #expect(modules.builds.count == 31)
        #expect(modules.defaultStreams.isEmpty)
        #expect(try ModuleFilter(modules, enabled: []).activeStreams == [])
        #expect(try ModuleFilter(modules, enabled: []).hiddenPackages.count > 516)
        let filter = try ModuleFilter(modules, enabled: ["nodejs:20", "php:8.2"])
        #expect(filter.activeStreams == ["nodejs:20", "php:8.2"])
        #expect(
            filter.activePackages.contains("nodejs-1:20.8.1-1.module_el9+774+b7b667ea.x86_64")
                || !filter.activePackages.isEmpty)
    }

    @Test(arguments: [
        (["nodjs:20"], "no repository has a module 'nodjs' (near: 'nodejs')"),
        (["nodejs:21"], "the module 'nodejs' has no stream '21', there is 18, 20, 22"),
        (["nodejs"], "'nodejs' is no stream: write module:stream"), ([":20"], "':20' is no stream"),
        (["nodejs:"], "'nodejs:' is no stream"), (["nodejs:18", "nodejs:20"], "two streams of the module 'nodejs'"),
        (["x:1", "nodejs:1"], "no repository has a module 'x'\nthe module 'nodejs' has no stream '1'"),
    ])
    func wrongRequests(_ enabled: [String], _ words: String) throws {
        let modules = try ModulesFile(at: Self.modules)
        #expect { try ModuleFilter(modules, enabled: enabled) } throws: {
            #expect("\($0)".hasPrefix(words))
            return ($0 as? any ExplainedError)?.exitCode == .badConfiguration
        }
    }

    private static func filter(
        _ text: String, _ enabled: [String] = [], platform: String? = nil
    ) throws -> ModuleFilter {
        let folder = try TemporaryFolder()
        return try ModuleFilter(
            ModulesFile(at: folder.write(text, at: "modules.yaml")), enabled: enabled, platform: platform)
    }

    private static func build(_ name: String, _ stream: String, _ requires: String, context: String = "c") -> String {
        "---\ndocument: modulemd\nversion: 2\ndata: {name: \(name), stream: \"\(stream)\", version: 1, context: \(context), "
            + "dependencies: [{requires: {\(requires)}}], artifacts: {rpms: [\(name)-0:\(stream)-\(context).noarch]}}\n...\n"
    }

    private static func standard(_ module: String, _ stream: String, _ modified: Int = 1) -> String {
        "---\ndocument: modulemd-defaults\nversion: 1\ndata: {module: \(module), stream: \"\(stream)\", modified: \(modified)}\n"
    }

    @Test func whatStreamsNeed() throws {
        let two = Self.build("b", "1", "") + Self.build("b", "2", "")
        let needsOne = Self.build("a", "1", "b: [\"1\"]") + two
        #expect(try Self.filter(needsOne, ["a:1"]).activeStreams == ["a:1", "b:1"])
        #expect { try Self.filter(needsOne, ["a:1", "b:2"]) } throws: {
            "\($0)" == "the stream a:1 cannot be enabled: it needs b:1"
        }
        let byDefault = try Self.filter(needsOne + Self.standard("a", "1"), ["b:2"])
        #expect(byDefault.activeStreams == ["b:2"])
        #expect(byDefault.warnings == ["the default stream a:1 is left out: it needs b:1"])
        let contexts =
            Self.build("a", "1", "b: [\"1\"]", context: "one") + Self.build("a", "1", "b: [\"2\"]", context: "two")
        #expect(try Self.filter(contexts + two, ["a:1", "b:2"]).activePackages == ["a-1-two.noarch", "b-2-c.noarch"])
        let other = Self.build("a", "1", "platform: [el8]")
        #expect(try Self.filter(other, ["a:1"]).activeStreams == ["a:1"])
        #expect(throws: ModuleRequestError.self) { try Self.filter(other, ["a:1"], platform: "el9") }
        #expect(throws: ModuleRequestError.self) { try Self.filter(Self.build("a", "1", "z: []"), ["a:1"]) }
    }

    @Test func defaultsOfSeveralAges() throws {
        let two = Self.build("b", "1", "") + Self.build("b", "2", "")
        func active(_ defaults: String...) throws -> [String] {
            try Self.filter(two + defaults.joined()).activeStreams
        }
        #expect(try active(Self.standard("b", "1", 1), Self.standard("b", "2", 2)) == ["b:2"])
        #expect(try active(Self.standard("b", "2", 2), Self.standard("b", "1", 1)) == ["b:2"])
        #expect(try active(Self.standard("b", "2", 2), Self.standard("b", "1", 2)) == [])
        #expect(try active(Self.standard("b", "2", 2), Self.standard("b", "2", 2)) == ["b:2"])
        #expect(try active(Self.standard("b", "3")) == [])
    }

    /// Modules that need one another, in rings and in long chains.
    @Test func ringsAndChains() throws {
        let ring = Self.build("a", "1", "b: []") + Self.build("b", "1", "a: []")
        #expect(try Self.filter(ring, ["a:1"]).activeStreams == ["a:1", "b:1"])
        let chain = (0..<500).map { Self.build("m\($0)", "1", "m\($0 + 1): []") }.joined()
        #expect(throws: ModuleRequestError.self) { try Self.filter(chain, ["m0:1"]) }
        let tree = (0..<30).map { number in
            (0..<4).map { Self.build("m\(number)", "\($0)", "m\(number + 1): []") }.joined()
        }.joined()
        #expect(throws: ModuleRequestError.self) { try Self.filter(tree, ["m0:0"]) }
    }

    @Test(arguments: [
        ("a: [", "the line 2 of 'modules' cannot be used"),
        ("---\nversion: 2\ndata: {}\n", "'modules' has no kind of document"),
        ("---\ndocument: modulemd\n", "'modules' has no data"), ("text", "'modules' has no data"),
        ("---\n- a\n", "'modules' has no data"),
        ("---\ndocument: modulemd\ndata: {stream: 1}\n", "'modules' has no module name"),
        ("---\ndocument: modulemd\ndata: {name: a}\n", "'a' has no stream"),
        ("---\ndocument: modulemd\ndata: {name: a, stream: 1}\n", "'a' has no version"),
        (
            "---\ndocument: modulemd\ndata: {name: a, stream: 1, version: -1}\n",
            "the version of 'a' cannot be used: '-1'"
        ),
        (
            "---\ndocument: modulemd\ndata: {name: a, stream: 1, version: 1, artifacts: {rpms: [x]}}\n",
            "the artifact of 'a' cannot be used: 'x'"
        ),
        (
            "---\ndocument: modulemd\ndata: {name: a, stream: 1, version: 1, artifacts: {rpms: {}}}\n",
            "the artifacts of 'a' cannot be used"
        ),
        (
            "---\ndocument: modulemd\ndata: {name: a, stream: 1, version: 1, dependencies: 1}\n",
            "the dependencies of 'a' cannot be used"
        ),
        ("---\ndocument: modulemd-defaults\ndata: {stream: 1}\n", "'modulemd-defaults' has no module name"),
        ("---\ndocument: &a [1]\ndata: *a\n", "aliases are not accepted here"),
        ("---\ndocument: other\ndata: 1\n---\nb: [\n...\n", "the line 6 of 'modules' cannot be used"),
        ("---\na: b\na: c\n", "stands twice"), ("---\na: \u{0}\n", "cannot be used"),
    ])
    func malformed(_ text: String, _ words: String) {
        #expect { try Self.filter(text) } throws: {
            #expect("\($0)".contains(words))
            return ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
    }

    /// Not as arguments: they would fill the log.
    @Test func hugeAndDeep() {
        let steps = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let cases = [
            ("---\ndata: " + String(repeating: "[", count: 100_000), "nested too deeply"),
            ("---\n" + String(repeating: "- ", count: 100_000), "nested too deeply"),
            ("---\n" + steps, "nested too deeply"),
            ("---\na: " + String(repeating: "x", count: 5 << 20), "more than 4194304 bytes in one document"),
            ("---\na: " + String(repeating: "x", count: 20 << 20), "'modules' has more than 16777216 bytes"),
        ]
        for (text, words) in cases {
            #expect { try Self.filter(text) } throws: { "\($0)".contains(words) }
        }
    }

    @Test func notText() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([0x61, 0x3A, 0x20, 0xFF, 0x0A], at: "modules.yaml")
        #expect { try ModulesFile(at: path) } throws: { "\($0)".hasSuffix("not UTF-8") }
        let bytes = try FileSystem.read(Self.modules, limit: 1 << 20)
        let cut = try folder.write(Array(bytes[..<(bytes.count / 2)]), at: "cut.xz")
        #expect(throws: ArchiveError.self) { try ModulesFile(at: cut) }
        #expect(try ModulesFile(at: folder.write("", at: "empty")).builds.isEmpty)
    }

    @Test(arguments: [
        ("a-0:1-2.x86_64", "a", "a-1-2.x86_64"), ("a-b-3:1.2~x-4.el9.noarch", "a-b", "a-b-3:1.2~x-4.el9.noarch"),
        ("a-1-2.src", "a", "a-1-2.src"),
    ])
    func artifactNames(_ text: String, _ name: String, _ nevra: String) {
        let artifact = ArtifactName(text)
        #expect(artifact?.name == name && artifact?.nevra == nevra)
    }

    @Test(arguments: [
        "", "a", "a-1", "a-1-2", "a.b", "-1-2.x", "a--2.x", "a-1-.x", "a-x:1-2.y", "a-4294967296:1-2.y", "....", "---",
    ])
    func noArtifactNames(_ text: String) {
        #expect(ArtifactName(text) == nil)
    }
}
