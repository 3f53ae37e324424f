/// Why a detached signature is not accepted.
package enum DetachedSignatureError: ExplainedError, Equatable {
    case badKeyring(String)
    /// The signature file is no signature.
    case notSignature
    /// The file is not what was signed.
    case tampered
    /// None of the signers is in the keyring; their key IDs as gpgv tells them.
    case unknownSigner([String])
    /// The key or the signature is expired or revoked, or its hash is broken.
    case worthless
    /// gpgv ended without saying what it found.
    case unclear(String)

    package var description: String {
        switch self {
        case .badKeyring(let reason): "the keyring cannot be used: \(reason)"
        case .notSignature: "the signature file holds no OpenPGP signature"
        case .tampered: "the signature is bad: the file is not what was signed"
        case .unknownSigner(let keys):
            "signed by \(keys.map { "key " + $0 }.joined(separator: ", ")), which is not in the keyring"
        case .worthless:
            "the signature is worthless: the key or the signature expired or was revoked, or its hash is broken"
        case .unclear(let text): "gpgv could not check the signature: \(Quoted(text))"
        }
    }

    package var exitCode: ExitCode {
        if case .badKeyring = self { .badConfiguration } else { .unavailable }
    }
}
