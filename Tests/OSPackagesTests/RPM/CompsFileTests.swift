import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Groups of packages, as dnf sees them.
struct CompsFileTests {
    private static let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <comps>
          <group>
            <id>core</id><name>Core</name><name xml:lang="de">Kern</name><description>d</description>
            <default>true</default><uservisible>false</uservisible>
            <packagelist>
              <packagereq type="mandatory">bash</packagereq>
              <packagereq>coreutils</packagereq>
              <packagereq type="default">dnf</packagereq>
              <packagereq type="optional">dracut-config-rescue</packagereq>
              <packagereq type="conditional" requires="grub2">grubby</packagereq>
            </packagelist>
          </group>
          <group><id>empty</id><name>Empty</name><packagelist/></group>
          <group><id>core</id><packagelist><packagereq>bash</packagereq><packagereq>zsh</packagereq></packagelist></group>
          <environment><id>env</id><name>E</name><grouplist><groupid>core</groupid></grouplist></environment>
          <category><id>cat</id><name>C</name></category>
        </comps>
        """

    private static func read(_ text: String) throws -> CompsFile {
        let folder = try TemporaryFolder()
        return try CompsFile(at: folder.write(text, at: "comps.xml"))
    }

    @Test func groups() throws {
        let comps = try Self.read(Self.text)
        #expect(comps.groups.map(\.id) == ["core", "empty"])
        let core = try #require(comps.group("@core"))
        #expect(core == comps.group("Core"))
        #expect(core.packages(.mandatory) == ["bash", "coreutils", "zsh"])
        #expect(core.packages(.default) == ["dnf"])
        #expect(core.packages(.optional) == ["dracut-config-rescue"])
        #expect(core.members.first { $0.kind == .conditional }?.condition == "grub2")
        #expect(comps.group("env") == nil && comps.group("none") == nil)
    }

    @Test func asDnfSeesThem() async throws {
        let folder = try TemporaryFolder()
        let text = Self.text.replacing(
            "<group><id>core</id><packagelist><packagereq>bash</packagereq><packagereq>zsh</packagereq></packagelist></group>",
            with: "")
        let comps = try folder.write(text, at: "comps.xml")
        try FileSystem.makeFolder(folder.appending("repo"))
        try await PeerProgram.run(
            "createrepo_c", ["--quiet", "--groupfile", comps.string, folder.appending("repo").string])
        let repomd = try Repomd(parsing: FileSystem.read(folder.appending("repo/repodata/repomd.xml"), limit: 1 << 20))
        let record = try #require(repomd["group"])
        let group = try #require(try CompsFile(at: folder.appending("repo/\(record.location.path)")).group("core"))
        let lines = try await DnfJudge().run([folder.appending("repo")], ["group", "info", "core"])
        var kinds: [String: [String]] = [:]
        var kind = ""
        for line in lines {
            let word = line.filter { $0 != " " }
            if word.hasSuffix("Packages:") { kind = word } else { kinds[kind, default: []].append(word) }
        }
        #expect(kinds["MandatoryPackages:"] == group.packages(.mandatory).sorted())
        #expect(kinds["DefaultPackages:"] == group.packages(.default).sorted())
        #expect(kinds["OptionalPackages:"] == group.packages(.optional).sorted())
        #expect(kinds["ConditionalPackages:"] == group.packages(.conditional).sorted())
    }

    @Test(arguments: [
        ("", "no element found"), ("<html/>", "not a document of the kind 'comps'"),
        ("<comps><group><name>x</name></group></comps>", "'a group' has no id"),
        (
            "<comps><group><id>x</id><packagelist><packagereq type='odd'>a</packagereq></packagelist></group></comps>",
            "the type of 'x' cannot be used: 'odd'"
        ),
        ("<comps><group><id>x</id>", "no element found"),
        ("<!DOCTYPE comps PUBLIC 'x' 'comps.dtd'><comps/>", "a document type"),
    ])
    func malformed(_ text: String, _ words: String) {
        #expect { try Self.read(text) } throws: {
            #expect("\($0)".contains(words))
            return ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
    }
}
