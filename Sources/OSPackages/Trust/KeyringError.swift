import AirgapCore

/// Why a file is no keyring.
enum KeyringError: ExplainedError, Equatable {
    case empty
    case notKeyring
    case badArmor
    /// The file is another than the one that was locked.
    case changed(String, expected: Digest, found: Digest)

    var description: String {
        switch self {
        case .empty: "the keyring is empty"
        case .notKeyring: "not an OpenPGP keyring, neither binary nor armored"
        case .badArmor: "the keyring's armor is damaged"
        case .changed(let file, let expected, let found):
            "the keys in \(Quoted(file)) are not those of the lock: expected \(expected), found \(found)"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
