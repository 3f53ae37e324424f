import AirgapCore
import ArgumentParser
import SystemPackage

/// What a bundle must show before it is believed.
struct TrustOptions: ParsableArguments {
    @Option(help: "The site's public key: a good signature by it is asked for.")
    var key: String?

    @Option(help: "A serial, or a time such as 2026-01-31T12:00:00Z: older bundles, and this one, are refused.")
    var newerThan: String?

    func validate() throws {
        guard let newerThan, Self.serial(newerThan) == nil else { return }
        throw ValidationError("--newer-than takes seconds since 1970 or an ISO 8601 time, not \(Quoted(newerThan))")
    }

    private static func serial(_ text: String) -> Timestamp? {
        Int64(text).map { Timestamp(seconds: $0) } ?? Timestamp(text)
    }

    /// The same without `--newer-than`.
    ///
    /// - Throws: `SignatureFault.noKeys`, `FileError`.
    func signatureOnly() throws -> BundleTrust {
        BundleTrust(keyring: try key.map { try OpenPGPKeyring(at: FilePath($0)) })
    }

    /// Reads the keyring.
    ///
    /// - Throws: `SignatureFault.noKeys`, `FileError`.
    func trust() throws -> BundleTrust {
        BundleTrust(
            keyring: try key.map { try OpenPGPKeyring(at: FilePath($0)) }, newerThan: newerThan.flatMap(Self.serial))
    }
}
