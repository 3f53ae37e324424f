/// The hash functions that an rpm's own digests use, by their OpenPGP numbers (RFC 9580, section 9.5).
enum RPMHashAlgorithm: UInt64, Sendable {
    case md5 = 1
    case sha1 = 2
    case sha256 = 8
    case sha384 = 9
    case sha512 = 10

    /// MD5 and SHA-1 prove nothing about who wrote the bytes.
    var isBroken: Bool { self == .md5 || self == .sha1 }
}
