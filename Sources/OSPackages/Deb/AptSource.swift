/// One entry of apt's own sources that may be fetched from: `deb` lines, http or https, enabled.
struct AptSource: Sendable, Equatable {
    /// How an entry names its keys.
    enum SignedBy: Sendable, Equatable {
        /// Absolute paths of keyrings.
        case files([String])
        /// An armored keyring in the entry itself.
        case embedded(String)
    }

    /// Where the entry stands, for messages.
    let place: String
    /// As written, with scheme.
    let uri: String
    let suites: [String]
    let components: [String]
    let signedBy: SignedBy?
}
