import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Repositories behind one URL, mirror lists and metalinks; signed, tampered and lying.
struct RepositoryReaderTests {
    private static func failure(
        _ server: YumServer, _ place: YumServer.Place, keyring: Keyring? = nil, requiresSignature: Bool = false,
        isTrusted: Bool = false
    ) async -> String {
        do {
            _ = try await server.read(
                place, keyring: keyring, requiresSignature: requiresSignature, isTrusted: isTrusted)
            return "nothing was thrown"
        } catch {
            return "\(error)"
        }
    }

    @Test func trustedAsItIs() async throws {
        var server = YumServer()
        try server.add(at: "/one")
        let list = "# mirrors\n\nrsync://h/x\nftp://h/x\nnot a url\nhttps://h/$basearch\n%BASE%/one\n"
        server.files["/list"] = Array(list.utf8)
        // Nothing vouches for what comes over http.
        #expect(await Self.failure(server, .url("/one/"), isTrusted: true).contains("plain http"))
        #expect(await Self.failure(server, .mirrorlist("/list"), isTrusted: true).contains("plain http"))
        #expect(await Self.failure(server, .url("/one/")) == "os-packages: baseos: \(RepositoryError.noKey)")
    }

    /// Without any signature https is what is left; a metalink's digest vouches for mirrors that have only http.
    @Test func trustedOverTLS() async throws {
        var server = YumServer()
        try server.add(at: "/one")
        let reading = try await server.readSecurely(.url("/one"))
        #expect(reading.repository.trust == .unchecked && reading.packageCount == 208)
        #expect(!reading.requests.contains { $0.hasSuffix(".asc") })
        let repomd = try #require(server.files["/one" + YumServer.repomd])
        server.files["/metalink"] = Self.metalink([(1, "%BASE%/one/repodata/repomd.xml")], Self.hash(repomd))
        let mirrored = try await server.readSecurely(.metalink("/metalink"))
        #expect(mirrored.repository.mirrors.map(\.isSecure) == [false])
        #expect(mirrored.repository.isInMetalink && mirrored.packageCount == 208)
        server.files["/list"] = Array("%BASE%/one\n".utf8)
        await #expect { try await server.readSecurely(.mirrorlist("/list")) } throws: {
            "\($0)".contains("plain http") && ($0 as? any ExplainedError)?.exitCode == .badConfiguration
        }
    }

    @Test(arguments: ["/one", "/one/"])
    func signed(_ path: String) async throws {
        let key = try await SigningKey.make()
        let keyring = try Keyring(try await key.publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        let repomd = try #require(server.files["/one" + YumServer.repomd])
        server.files["/one\(YumServer.repomd).asc"] = try await key.detached(repomd)
        let reading = try await server.read(.url(path), keyring: keyring, requiresSignature: true)
        #expect(reading.repository.trust == .signed)
        #expect(reading.repository.digest == Digest(of: repomd))
        #expect(!reading.repository.isInMetalink)
        #expect(reading.packageCount == 208)
        #expect(reading.warnings == [])
        #expect(reading.requests.prefix(2) == ["/one/repodata/repomd.xml", "/one/repodata/repomd.xml.asc"])
        #expect(
            reading.requests.dropFirst(2).sorted() == [
                "/one/repodata/filelists.xml.xz", "/one/repodata/primary.xml.gz",
            ])
        #expect(reading.repository.modules == nil && reading.repository.groups == nil)
        server.files["/one\(YumServer.repomd).asc"] = try await key.detached(repomd, armored: false)
        #expect(try await server.read(.url(path), keyring: keyring).repository.trust == .signed)
    }

    @Test(arguments: [403, 404, 410])
    func withoutSignature(_ status: Int) async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        server.status["/one\(YumServer.repomd).asc"] = status
        #expect(try await server.read(.url("/one"), keyring: keyring).repository.trust == .packageSignaturesOnly)
        let words = await Self.failure(server, .url("/one"), keyring: keyring, requiresSignature: true)
        #expect(words.hasSuffix("repomd.xml.asc is missing, and this repository's metadata must be signed"))
    }

    /// A server that cannot say whether there is a signature is no server without one.
    @Test func signatureServerFails() async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        server.status["/one\(YumServer.repomd).asc"] = 500
        #expect(await Self.failure(server, .url("/one"), keyring: keyring).contains("500"))
    }

    @Test func badSignatures() async throws {
        let key = try await SigningKey.make()
        let keyring = try Keyring(try await key.publicKey())
        let old = try await SigningKey.make(at: "20200101T000000", life: "1d")
        let both = try Keyring(try await old.publicKey() + key.publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        let repomd = try #require(server.files["/one" + YumServer.repomd])
        let other = repomd + Array("\n".utf8)
        let cases: [([UInt8], String)] = [
            (try await key.detached(other), "the signature is bad"),
            (try await SigningKey.make().detached(repomd), "which is not in the keyring"),
            (try await old.detached(repomd), "the signature is worthless"),
            (try await key.clearSigned(repomd), ""), (try await key.clearSigned(other), ""), ([], ""),
            (Array("<html>not found</html>".utf8), ""), ([UInt8](repeating: 0x88, count: 1000), ""),
        ]
        for (signature, words) in cases {
            server.files["/one\(YumServer.repomd).asc"] = signature
            let failure = await Self.failure(server, .url("/one"), keyring: both)
            #expect(failure.contains("/one/repodata/repomd.xml.asc: ") && failure.contains(words), "\(failure)")
        }
        server.files["/one\(YumServer.repomd).asc"] =
            try await key.detached(repomd, armored: false) + SigningKey.make().detached(repomd, armored: false)
        #expect(try await server.read(.url("/one"), keyring: keyring).repository.trust == .signed)
        server.files["/one\(YumServer.repomd).asc"] =
            try await key.detached(repomd, armored: false) + key.detached(other, armored: false)
        #expect(await Self.failure(server, .url("/one"), keyring: keyring).contains("the signature is bad"))
    }

    private static func metalink(_ urls: [(Int, String)], _ hashes: String) -> [UInt8] {
        let resources = urls.map { "<url protocol='http' type='http' preference='\($0)'>\($1)</url>" }
        return Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <metalink version="3.0" xmlns="http://www.metalinker.org/" xmlns:mm0="http://fedorahosted.org/mirrormanager">
            <files><file name="other.xml"><resources><url preference="100">%BASE%/no/repodata/repomd.xml</url></resources></file>
            <file name="repomd.xml"><mm0:timestamp>1</mm0:timestamp><size>1</size>
            \(hashes)
            <resources maxconnections="1">\(resources.joined(separator: "\n"))</resources></file></files></metalink>
            """.utf8)
    }

    private static func hash(_ bytes: [UInt8], _ type: String = "sha256") -> String {
        "<verification><hash type='md5'>00</hash><hash type='\(type)'>\(Digest(of: bytes).hex)</hash></verification>"
    }

    /// The best mirrors are gone, stale or lying; a worse one is good.
    @Test func metalinks() async throws {
        var server = YumServer()
        for place in ["/good", "/stale", "/other"] { try server.add(at: place) }
        let repomd = try #require(server.files["/good" + YumServer.repomd])
        server.files["/stale" + YumServer.repomd] = repomd + [0x0A]
        server.files["/other" + YumServer.repomd] = repomd + [0x0A, 0x0A]
        let mirrors = [
            (10, "%BASE%/other/repodata/repomd.xml"), (100, "%BASE%/gone/repodata/repomd.xml"),
            (90, "%BASE%/stale/repodata/repomd.xml"), (80, "%BASE%/good/repodata/repomd.xml"),
            (99, "rsync://h/good/repodata/repomd.xml"), (98, "%BASE%/odd/repomd.xml"),
        ]
        server.files["/metalink"] = Self.metalink(mirrors, Self.hash(repomd))
        // The digest vouches for repomd.xml, but nothing does for the metalink itself when it comes over http.
        #expect(await Self.failure(server, .metalink("/metalink"), isTrusted: true).contains("plain http"))
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        for place in [YumServer.Place.metalink("/metalink"), .mirrorlist("/metalink")] {
            let reading = try await server.read(place, keyring: keyring)
            #expect(reading.repository.isInMetalink)
            #expect(
                reading.repository.mirrors.map(\.path) == ["/good/", "/other/", "/gone/", "/stale/"])
            #expect(reading.warnings.count == 2)
            #expect(reading.warnings[0].contains("/gone/repodata/repomd.xml"))
            #expect(reading.warnings[1].contains("/stale/repodata/repomd.xml: not what the metalink vouches for"))
            #expect(reading.packageCount == 208)
            let package = RPMPackageSource(location: "a.rpm", base: nil, digest: reading.repository.digest, size: 1)
            #expect(try reading.repository.urls(of: package).map(\.path).prefix(2) == ["/good/a.rpm", "/other/a.rpm"])
        }
        let alternates = "<mm0:alternates><mm0:alternate>\(Self.hash(repomd + [0x0A]))</mm0:alternate></mm0:alternates>"
        server.files["/metalink"] = Self.metalink(mirrors, Self.hash(repomd) + alternates)
        let stale = try await server.read(.metalink("/metalink"), keyring: keyring)
        #expect(stale.repository.mirrors.first?.path == "/stale/")
    }

    @Test func metalinksWithoutAGoodMirror() async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        let repomd = try #require(server.files["/one" + YumServer.repomd])
        let mirrors = [(2, "%BASE%/one/repodata/repomd.xml"), (1, "%BASE%/two/repodata/repomd.xml")]
        server.files["/metalink"] = Self.metalink(mirrors, Self.hash([1]))
        let words = await Self.failure(server, .metalink("/metalink"), keyring: keyring)
        #expect(words.contains("none of 2 mirrors could be used: "))
        #expect(words.contains("expected \(Digest(of: [1])), received \(Digest(of: repomd)); "))
        server.files["/metalink"] = Self.metalink(mirrors, Self.hash(repomd, "sha1"))
        let reading = try await server.read(.metalink("/metalink"), keyring: keyring)
        #expect(!reading.repository.isInMetalink)
        #expect(reading.warnings == ["baseos: the metalink has no sha256 of repomd.xml: nothing is checked against it"])
    }

    @Test(arguments: [
        ("", "the list of mirrors names no http or https mirror"), ("\n# none\n", "names no http or https mirror"),
        ("<html><p>Bad gateway</p></html>", "not a document of the kind 'metalink'"),
        ("<metalink><files/></metalink>", "names no http or https mirror"), ("<metalink>", "no element found"),
        ("<!DOCTYPE a [<!ENTITY b 'b'>]><metalink>&b;</metalink>", "a document type is not accepted here"),
        ("Bad arch - not in list: i386, x86_64", "names no http or https mirror"),
        (String(repeating: "file:///etc/passwd\n", count: 100), "names no http or https mirror"),
        (
            "<metalink><files><file name='repomd.xml'><verification><hash type='sha256'>xyz</hash></verification></file></files></metalink>",
            "the hash of 'metalink' cannot be used: 'xyz'"
        ),
        ("\u{0}\u{1}\u{2}", "names no http or https mirror"),
        ("http://user:secret@h/x\n", "names no http or https mirror"),
    ])
    func badLists(_ text: String, _ words: String) async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        server.files["/list"] = Array(text.utf8)
        let failure = await Self.failure(server, .mirrorlist("/list"), keyring: keyring)
        #expect(failure.contains(words) && failure.contains("/list: "), "\(failure)")
    }

    @Test func endlessLists() async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        server.files["/list"] = [UInt8](repeating: 0x61, count: 5 << 20)
        #expect(
            await Self.failure(server, .mirrorlist("/list"), keyring: keyring).contains("larger than 4194304 bytes"))
        let lines = (0..<5000).map { "%BASE%/mirror\($0)\n" }.joined()
        server.files["/list"] = Array(lines.utf8)
        #expect(await Self.failure(server, .mirrorlist("/list"), keyring: keyring).contains("none of 8 mirrors"))
    }

    /// The metadata files lie or are cut; a second mirror helps, where there is one.
    @Test func lyingFiles() async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        try server.add(at: "/two")
        server.files["/list"] = Array("%BASE%/one\n%BASE%/two\n".utf8)
        let primary = try #require(server.files["/one/repodata/primary.xml.gz"])
        var flipped = primary
        flipped[1000] ^= 1
        for (wrong, words) in [(flipped, "digest mismatch"), (primary.dropLast(10), "bytes"), (primary + [0], "bytes")]
        {
            server.files["/one/repodata/primary.xml.gz"] = Array(wrong)
            let failure = await Self.failure(server, .url("/one"), keyring: keyring)
            #expect(failure.contains("baseos primary: ") && failure.contains(words), "\(failure)")
            #expect(try await server.read(.mirrorlist("/list"), keyring: keyring).packageCount == 208)
        }
    }

    private static func change(_ part: String, _ other: String, in server: inout YumServer) {
        let path = "/one" + YumServer.repomd
        let text = String(decoding: server.files[path] ?? [], as: UTF8.self)
        #expect(text.contains(part))
        server.files[path] = Array(text.replacing(part, with: other).utf8)
    }

    @Test(arguments: [
        ("type=\"primary\"", "type=\"other\"", "'repomd' has no primary"),
        (
            "checksum type=\"sha256\"", "checksum type=\"md5\"",
            "the checksum of 'primary' is of type 'md5': only sha256"
        ),
        ("repodata/primary.xml.gz", "../../secret", "the location of 'primary' cannot be used"),
        ("<repomd", "<!DOCTYPE x><repomd", "a document type is not accepted here"),
        ("</repomd>", "", "no element found"),
        ("<size>", "<size>1", "bytes"),
    ])
    func badRepomd(_ part: String, _ other: String, _ words: String) async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        Self.change(part, other, in: &server)
        let failure = await Self.failure(server, .url("/one"), keyring: keyring)
        #expect(failure.contains(words), "\(failure)")
    }

    /// A file that is larger decompressed than repomd.xml says is a bomb.
    @Test func openSizeIsALimit() async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        let text = String(decoding: server.files["/one" + YumServer.repomd] ?? [], as: UTF8.self)
        let sizes = text.split(separator: "<open-size>").dropFirst().map { $0.prefix { $0 != "<" } }
        Self.change("<open-size>\(sizes[0])<", "<open-size>1000<", in: &server)
        #expect(
            await Self.failure(server, .url("/one"), keyring: keyring).hasSuffix(
                "the document is longer than 1000 bytes"))
    }

    @Test func baseElsewhere() async throws {
        let keyring = try Keyring(try await SigningKey.make().publicKey())
        var server = YumServer()
        try server.add(at: "/one")
        server.files["/far/repodata/primary.xml.gz"] = server.files.removeValue(forKey: "/one/repodata/primary.xml.gz")
        Self.change("href=\"repodata/primary", "xml:base=\"%BASE%/far\" href=\"repodata/primary", in: &server)
        let reading = try await server.read(.url("/one"), keyring: keyring)
        #expect(reading.requests.contains("/far/repodata/primary.xml.gz"))
        let package = RPMPackageSource(
            location: "Packages/a^1.rpm", base: "\(reading.base)/pool/", digest: reading.repository.digest, size: 1)
        #expect(try reading.repository.urls(of: package).map(\.path) == ["/pool/Packages/a%5E1.rpm"])
    }
}
