import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// rpmsign signs, rpmkeys judges what we say.
struct RPMFileSignatureTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// An rpm that nobody signed.
    private func unsigned() async throws -> FilePath {
        let builder = try RPMBuilder()
        let built = try await builder.build([RPMDescription("signed", files: ["/usr/share/signed"])])
        return try folder.write(FileSystem.read(try #require(built.first), limit: 1 << 20), at: "test.rpm")
    }

    /// Our result, or nil for an error that is returned besides; and whether rpmkeys finds everything right.
    private func check(
        _ rpm: FilePath, _ key: SigningKey
    ) async throws -> (result: RPMSignature?, error: RPMSignatureError?, judge: Bool) {
        let judge = try await judge(rpm, key)
        let scratch = folder.appending("scratch")
        try FileSystem.makeFolder(scratch)
        do {
            let keyring = try Keyring(await key.publicKey())
            let result = try await RPMSignatureChecker(scratch: scratch).check(rpm: rpm, keyring: keyring)
            #expect(try FileSystem.names(in: scratch) == [])
            return (result, nil, judge)
        } catch let error as RPMSignatureError {
            #expect(try FileSystem.names(in: scratch) == [])
            return (nil, error, judge)
        }
    }

    private func judge(_ rpm: FilePath, _ key: SigningKey) async throws -> Bool {
        let judge = try TemporaryFolder()
        let file = try judge.write(await key.publicKey(armored: true), at: "key.asc")
        let database = ["--dbpath", judge.appending("db").string]
        try await PeerProgram.run("rpmkeys", database + ["--import", file.string])
        return try await CommandRunner.run("rpmkeys", database + ["--checksig", rpm.string]).status == 0
    }

    private func write(_ patch: RPMFilePatch) throws -> FilePath { try folder.write(patch.bytes, at: "test.rpm") }

    @Test(arguments: [false, true])
    func good(_ contentToo: Bool) async throws {
        let key = try await SigningKey.make()
        let rpm = try await unsigned()
        try await key.sign([rpm], contentToo: contentToo)
        let found = try await check(rpm, key)
        #expect(found.judge)
        guard case .good(let fingerprint)? = found.result else {
            Issue.record("\(found)")
            return
        }
        #expect(fingerprint.count == 40)
    }

    @Test func nobodySigned() async throws {
        let found = try await check(try await unsigned(), try await SigningKey.make())
        #expect(found.result == .unsigned)
        // Without a rule of its own rpmkeys is content with digests.
        #expect(found.judge)
    }

    @Test func otherKey() async throws {
        let rpm = try await unsigned()
        try await SigningKey.make().sign([rpm])
        let found = try await check(rpm, try await SigningKey.make())
        #expect(!found.judge)
        guard case .unknownKey(let keys)? = found.error else {
            Issue.record("\(found)")
            return
        }
        #expect(keys.first?.count == 16)
    }

    @Test(arguments: [false, true])
    func tamperedHeader(_ digestsToo: Bool) async throws {
        let key = try await SigningKey.make()
        let rpm = try await unsigned()
        try await key.sign([rpm])
        var patch = try RPMFilePatch(rpm)
        try patch.replace("Made for", "Evil for", in: patch.layout.main)
        if digestsToo { try patch.renewDigests() }
        let found = try await check(try write(patch), key)
        #expect(found.error == .tamperedHeader)
        #expect(!found.judge)
    }

    @Test(arguments: [false, true])
    func tamperedPayload(_ isSigned: Bool) async throws {
        let key = try await SigningKey.make()
        let rpm = try await unsigned()
        if isSigned { try await key.sign([rpm]) }
        var patch = try RPMFilePatch(rpm)
        patch.bytes[patch.bytes.count - 20] ^= 1
        let found = try await check(try write(patch), key)
        #expect(found.error == .tamperedPayload)
        #expect(!found.judge)
    }

    @Test func damagedSignature() async throws {
        let key = try await SigningKey.make()
        let rpm = try await unsigned()
        try await key.sign([rpm])
        var patch = try RPMFilePatch(rpm)
        let header = try RPMHeader(patch.bytes[patch.layout.signature], .signature)
        let place = try #require(try header.entry(268)).range.lowerBound
        patch.bytes[place] = 0xCB
        let found = try await check(try write(patch), key)
        #expect(found.error == .notSignature)
        #expect(!found.judge)
    }

    /// Before rpm 4.14 the header's own signature did not cover the payload; rpmsign then adds one over both by itself.
    @Test func noPayloadDigest() async throws {
        let key = try await SigningKey.make()
        var patch = try RPMFilePatch(try await unsigned())
        // Of the compressed payload, and of the uncompressed one.
        patch.rename(5092, to: 5990, in: patch.layout.main)
        patch.rename(5097, to: 5991, in: patch.layout.main)
        try patch.renewDigests()
        let rpm = try write(patch)
        try await key.sign([rpm])
        let found = try await check(rpm, key)
        #expect(found.judge)
        #expect(found.result != nil && found.result != .unsigned)
        var other = try RPMFilePatch(rpm)
        var changed = other
        other.rename(1002, to: 999, in: other.layout.signature)
        #expect(try await check(try write(other), key).error == .payloadNotCovered)
        changed.bytes[changed.bytes.count - 20] ^= 1
        try changed.renewDigests()
        let bad = try await check(try write(changed), key)
        #expect(bad.error == .tamperedPayload)
        #expect(!bad.judge)
    }

    /// As CentOS 6 has them: only header and payload together are signed.
    @Test func contentOnly() async throws {
        let key = try await SigningKey.make()
        let rpm = try await unsigned()
        try await key.sign([rpm], contentToo: true)
        var patch = try RPMFilePatch(rpm)
        patch.rename(268, to: 998, in: patch.layout.signature)
        let found = try await check(try write(patch), key)
        #expect(found.judge)
        guard case .good? = found.result else {
            Issue.record("\(found)")
            return
        }
        try patch.replace("Made for", "Evil for", in: patch.layout.main)
        try patch.renewDigests()
        let other = try await check(try write(patch), key)
        #expect(other.error == .tamperedPayload)
        #expect(!other.judge)
    }

    @Test(arguments: [
        ([], false), ([0xC2, 1, 0], true), ([0xC2, 1, 0, 0xCB, 1, 0], false), ([0xC2, 2, 0], false),
        ([0x88, 1, 0], true),
        ([0x8B, 1], false), ([0xC2, 255, 0, 0, 0, 1, 7], true), ([0xC2, 255, 255, 255, 255, 255], false),
        ([0xC2, 230, 0], false), ([0x02], false), ([0xC2], false), ([0x8A, 0, 0], false),
    ])
    func packets(_ bytes: [UInt8], _ expected: Bool) {
        #expect(OpenPGPPackets.areSignatures(bytes[...]) == expected)
    }
}
