import Crypto

/// Hashes bytes with any of the functions that rpm files use.
struct RPMHasher {
    private var hash: any HashFunction

    init(_ algorithm: RPMHashAlgorithm) {
        hash =
            switch algorithm {
            case .md5: Insecure.MD5()
            case .sha1: Insecure.SHA1()
            case .sha256: SHA256()
            case .sha384: SHA384()
            case .sha512: SHA512()
            }
    }

    /// Takes the next bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// Lower-case hexadecimal digits of all bytes so far.
    func hex() -> String { Self.hex(of: hash) }

    private static func hex(of hash: some HashFunction) -> String {
        hash.finalize().reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
