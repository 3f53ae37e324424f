import AirgapCore

/// Why a file is no keyring.
enum KeyringError: ExplainedError, Equatable {
    case empty
    case notKeyring
    case badArmor

    var description: String {
        switch self {
        case .empty: "the keyring is empty"
        case .notKeyring: "not an OpenPGP keyring, neither binary nor armored"
        case .badArmor: "the keyring's armor is damaged"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
