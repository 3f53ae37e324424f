import AirgapCore
import ArgumentParser
import FoundationEssentials
import SystemPackage

/// `airgap keygen`: makes the key that signs bundles and repositories.
struct KeygenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Make a key for signing bundles and repositories.",
        usage: "airgap keygen [--name NAME] FILE [OPTIONS]",
        discussion: """
            Writes a secret key without passphrase to FILE, readable by you alone,
            and the public key beside it, for OpenPGP (.asc) and for openssl
            (.pem). Keep FILE where only the builder can read it; carry the public
            key to the site on another way than the bundles. The key is RSA of
            3072 bits, which gpgv, sqv, apt, rpm and dnf accept, and is dated
            2010, so that a site's slow clock does no harm.

            Example: airgap keygen site.key      makes site.key, site.asc, site.pem
            """)

    @Argument(help: "The file for the secret key; an existing one is never overwritten.")
    var file: String

    @Option(help: "Whose key it is.")
    var name = "airgap site key"

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard name.unicodeScalars.count >= 5, name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else { throw ValidationError("--name takes a text of at least five characters") }
    }

    func run() async throws {
        let path = FilePath(file)
        let made = try await SiteKey.make(at: path, name: name, scratch: path.folder)
        let report = KeygenReport(
            key: file, publicKey: made.publicKey.string, publicKeyPEM: made.pem.string, fingerprint: made.fingerprint)
        try output.print(report, text: report.text)
    }
}
