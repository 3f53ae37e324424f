package import SystemPackage

/// Why a bundle's signature is not accepted.
package enum SignatureFault: ExplainedError, Equatable {
    /// There is none.
    case unsigned
    /// It is not what an OpenPGP signature of RSA and SHA-256 looks like.
    case unreadable(String)
    /// What it signs cannot be read; with the reason.
    case unchecked(String)
    /// No key of the keyring made it; the key IDs that it names.
    case unknownKey([String])
    /// The text was changed after it was signed, or the signature was.
    case bad(String)
    /// The key is marked as revoked in the keyring.
    case revoked(String)
    /// The keyring holds no key that could be used.
    case noKeys(FilePath, String)

    package var description: String {
        switch self {
        case .unsigned: "the bundle is not signed"
        case .unreadable(let reason): "the signature cannot be read: \(reason)"
        case .unchecked(let reason): "the signature could not be checked: what it signs cannot be read: \(reason)"
        case .unknownKey(let keys): "signed by \(keys.joined(separator: ", ")), which is not in the keyring"
        case .bad(let key): "the signature by key \(key) is bad: SHA256SUMS or the signature was changed"
        case .revoked(let key): "key \(key), which signed, is revoked"
        case .noKeys(let path, let reason): "verify: \(path): no usable key: \(reason)"
        }
    }

    package var exitCode: ExitCode {
        if case .noKeys = self { .badConfiguration } else { .badSignature }
    }
}
