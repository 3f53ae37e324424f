package import SystemPackage

/// Why nothing can be signed, or no key be made.
package enum SigningError: ExplainedError, Equatable {
    /// The file holds no secret key that gpg can read; in gpg's words, when it had any.
    case badKey(FilePath, String)
    /// The file holds more than one secret key.
    case severalKeys(FilePath, [String])
    /// Not RSA of 2048 bits or more: RPM of EL 9 and this program's own reader take nothing else.
    case unsuitableKey(FilePath, String)
    /// There is something at the path already: a key is never overwritten.
    case keyExists(FilePath)
    /// gpg refused; what was attempted, and its words.
    case failed(String, String)

    package var description: String {
        switch self {
        case .badKey(let path, let words):
            "sign: \(path): not an OpenPGP secret key" + (words.isEmpty ? "" : ": \(Quoted(words))")
        case .severalKeys(let path, let keys):
            "sign: \(path): holds \(keys.count) secret keys, expected one: \(keys.joined(separator: ", "))"
        case .unsuitableKey(let path, let what): "sign: \(path): \(what); only RSA of 2048 bits or more can be used"
        case .keyExists(let path): "keygen: \(path): exists already; a key is never overwritten"
        case .failed(let operation, let words): "sign: \(operation): gpg failed: \(Quoted(words))"
        }
    }

    package var exitCode: ExitCode {
        if case .failed = self { .unavailable } else { .badConfiguration }
    }
}
