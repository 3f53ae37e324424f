/// What is known of a bundle's signature; never "probably".
package struct SignatureState: Codable, Equatable, Sendable {
    /// The cases, as `--json` has them.
    package enum Result: String, Codable, Sendable {
        /// There is none, and none was asked for.
        case unsigned
        /// There is one, and nobody said which keys to trust.
        case notChecked = "not checked"
        /// By a key of the keyring.
        case good
        /// Asked for, and not good: see the findings.
        case refused
    }

    package let result: Result
    /// The fingerprint of the key that signed; nil unless it is good.
    package let key: String?

    package init(_ result: Result, key: String? = nil) {
        self.result = result
        self.key = key
    }

    /// For people.
    package var text: String {
        switch result {
        case .unsigned: "unsigned: nothing says who made the bundle"
        case .notChecked: "signed, but NOT checked: give the site's key with --key"
        case .good: "signed by key \(key ?? "")"
        case .refused: "the signature is REFUSED"
        }
    }
}
