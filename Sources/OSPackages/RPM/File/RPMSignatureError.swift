import AirgapCore

/// Why an rpm file is not trusted.
enum RPMSignatureError: ExplainedError, Equatable {
    /// The main header is not what was signed, or not what its digest says.
    case tamperedHeader
    /// The payload is not what the header says, or header and payload are not what was signed.
    case tamperedPayload
    /// The signer is not in the keyring; key IDs as gpgv tells them.
    case unknownKey([String])
    /// The signature's bytes are no OpenPGP signature.
    case notSignature
    /// The key or the signature expired or was revoked, or its hash is broken.
    case worthless
    /// The header is signed, but nothing that is signed covers the payload.
    case payloadNotCovered

    var description: String {
        switch self {
        case .tamperedHeader: "the rpm file's header was changed after it was made"
        case .tamperedPayload: "the rpm file's payload was changed after it was made"
        case .unknownKey(let keys):
            "the rpm file is signed by \(keys.map { "key " + $0 }.joined(separator: ", ")), which is not in the keyring"
        case .notSignature: "the rpm file's signature is damaged"
        case .worthless:
            "the rpm file's signature is worthless: the key or the signature expired or was revoked, or its hash is broken"
        case .payloadNotCovered: "the rpm file's signature does not cover its payload"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
