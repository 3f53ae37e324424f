/// What `gpg --list-secret-keys --with-colons` says (GnuPG's doc/DETAILS).
struct SecretKeyList {
    /// A primary secret key.
    struct Key: Equatable {
        /// 40 upper-case hexadecimal digits.
        let fingerprint: String
        /// Public-key algorithm (RFC 4880, section 9.1): 1 is RSA.
        let algorithm: Int
        let bits: Int
    }

    static let arguments = ["--with-colons", "--fixed-list-mode", "--fingerprint", "--list-secret-keys"]

    private(set) var keys: [Key] = []

    init(_ output: [UInt8]) {
        var waiting: (algorithm: Int, bits: Int)?
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            switch fields[0] {
            case "sec" where fields.count > 3: waiting = (Int(fields[3]) ?? 0, Int(fields[2]) ?? 0)
            case "ssb": waiting = nil
            case "fpr" where fields.count > 9:
                guard let key = waiting else { continue }
                keys.append(Key(fingerprint: String(fields[9]), algorithm: key.algorithm, bits: key.bits))
                waiting = nil
            default: break
            }
        }
    }
}
