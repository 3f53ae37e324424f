import AirgapCore

/// Why signed text is not trusted.
enum SignatureError: ExplainedError, Equatable {
    /// No signature at all.
    case unsigned
    /// The text is not what was signed.
    case tampered
    /// None of the signers is in the keyring; their key IDs as gpgv tells them.
    case unknownSigner([String])
    /// The only good signatures are by keys that are expired or revoked, expired themselves, or use a broken hash.
    case worthless
    /// More than one signed message in one file.
    case severalMessages
    /// gpgv ended without saying what it found.
    case unclear(String)

    var description: String {
        switch self {
        case .unsigned: "the file is not signed"
        case .tampered: "the signature is bad: the text was changed after it was signed"
        case .unknownSigner(let keys):
            "signed by \(keys.map { "key " + $0 }.joined(separator: ", ")), which is not in the keyring"
        case .worthless:
            "the signature is worthless: the key or the signature expired or was revoked, or its hash is broken"
        case .severalMessages: "the file holds more than one signed message"
        case .unclear(let text): "gpgv could not check the signature: \(Quoted(text))"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
