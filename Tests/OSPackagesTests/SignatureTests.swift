import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// gpg signs, gpgv judges, and only the signed text comes out.
struct SignatureTests {
    private static let text = Array("Origin: Debian\nSuite: s\n".utf8)

    private func check(_ file: [UInt8], _ keyring: [UInt8]) async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let result = try await SignatureChecker(scratch: folder.path)
            .signedText(of: file, keyring: try Keyring(keyring))
        #expect(try FileSystem.names(in: folder.path) == [])
        return result
    }

    @Test(arguments: [false, true])
    func goodSignature(_ armored: Bool) async throws {
        let key = try await SigningKey.make()
        let signed = try await key.clearSigned(Self.text)
        #expect(try await check(signed, key.publicKey(armored: armored)) == Self.text)
    }

    @Test func textOutsideIsNotSeen() async throws {
        let key = try await SigningKey.make()
        let signed = try await key.clearSigned(Self.text)
        let evil = Array("Suite: evil\n".utf8)
        let found = try await check(evil + signed + evil, key.publicKey())
        #expect(found == Self.text)
    }

    @Test func otherKey() async throws {
        let key = try await SigningKey.make()
        let other = try await SigningKey.make()
        let signed = try await key.clearSigned(Self.text)
        let keyring = try await other.publicKey()
        await #expect { try await check(signed, keyring) } throws: {
            if case .unknownSigner(let keys)? = $0 as? SignatureError { keys.count == 1 } else { false }
        }
        let both = try await other.publicKey() + key.publicKey()
        #expect(try await check(signed, both) == Self.text)
    }

    @Test func tamperedBody() async throws {
        let key = try await SigningKey.make()
        let signed = try await key.clearSigned(Self.text)
        let keyring = try await key.publicKey()
        let changed = String(decoding: signed, as: UTF8.self).split(separator: "Suite: s").joined(separator: "Suite: t")
        await #expect(throws: SignatureError.tampered) { try await check(Array(changed.utf8), keyring) }
    }

    @Test func unsigned() async throws {
        let keyring = try await SigningKey.make().publicKey()
        await #expect(throws: SignatureError.unsigned) { try await check(Self.text, keyring) }
        await #expect(throws: SignatureError.unsigned) { try await check([], keyring) }
    }

    @Test func expiredKeyAndBrokenHash() async throws {
        let old = try await SigningKey.make(at: "20200101T000000", life: "1d")
        let signed = try await old.clearSigned(Self.text)
        let keyring = try await old.publicKey()
        await #expect(throws: SignatureError.worthless) { try await check(signed, keyring) }
        let key = try await SigningKey.make()
        let weak = try await key.clearSigned(Self.text, digest: "SHA1")
        let ring = try await key.publicKey()
        await #expect(throws: SignatureError.self) { try await check(weak, ring) }
    }

    @Test func onlyTheFirstMessageIsSeen() async throws {
        let key = try await SigningKey.make()
        let first = try await key.clearSigned(Self.text)
        let second = try await key.clearSigned(Array("Suite: other\n".utf8))
        #expect(try await check(first + second, key.publicKey()) == Self.text)
    }

    @Test func severalBinaryMessages() {
        let status = SignatureStatus(Array("[GNUPG:] PLAINTEXT 62 0 \n[GNUPG:] PLAINTEXT 62 0 \n".utf8))
        #expect(throws: SignatureError.severalMessages) { try status.check(diagnostics: "") }
    }

    @Test(arguments: [
        "", "text", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n!!\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA",
    ])
    func noKeyring(_ text: String) {
        #expect(throws: KeyringError.self) { try Keyring(Array(text.utf8)) }
    }
}
