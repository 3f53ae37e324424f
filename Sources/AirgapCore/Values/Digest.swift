package import Crypto

/// A SHA-256 digest, written `sha256:` and 64 lower-case hexadecimal digits (OCI image specification, descriptor).
///
/// No other algorithm is accepted, and nothing else ever becomes part of a path or a URL.
package struct Digest: Hashable, Sendable {
    // Four words of their own, not a SIMD vector: its alignment of 32 bytes is more than an async frame's allocator
    // gives, and the program ends with "freed pointer was not the last allocation".
    private let words: Words

    /// The 32 bytes, first byte first, as big-endian numbers.
    private struct Words: Hashable, Sendable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0

        subscript(_ index: Int) -> UInt64 {
            get {
                switch index {
                case 0: first
                case 1: second
                case 2: third
                default: fourth
                }
            }
            set {
                switch index {
                case 0: first = newValue
                case 1: second = newValue
                case 2: third = newValue
                default: fourth = newValue
                }
            }
        }
    }

    /// Reads `sha256:<hex>`.
    ///
    /// - Throws: `DigestError` with the text seen.
    package init(_ text: String) throws(DigestError) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .noAlgorithm(text) }
        guard text.utf8[..<colon].elementsEqual("sha256".utf8) else {
            throw .unsupportedAlgorithm(text)
        }
        try self.init(hex: String(text[text.index(after: colon)...]))
    }

    /// Reads 64 lower-case hexadecimal digits, as checksum files have them.
    ///
    /// - Throws: `DigestError.notHex` with the text seen.
    package init(hex: String) throws(DigestError) {
        let digits = hex.utf8
        guard digits.count == 64 else { throw .notHex(hex) }
        var words = Words()
        for (position, digit) in digits.enumerated() {
            guard let value = Hex.value(of: digit) else { throw .notHex(hex) }
            words[position / 16] = words[position / 16] << 4 | UInt64(value)
        }
        self.words = words
    }

    /// Takes the result of a finished hash function.
    package init(_ digest: SHA256.Digest) {
        var words = Words()
        for (position, byte) in digest.enumerated() {
            words[position / 8] = words[position / 8] << 8 | UInt64(byte)
        }
        self.words = words
    }

    /// Takes the last state of a SHA-256 (FIPS 180-4, section 6.2.2).
    init(words: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)) {
        self.words = Words(
            first: UInt64(words.0) << 32 | UInt64(words.1), second: UInt64(words.2) << 32 | UInt64(words.3),
            third: UInt64(words.4) << 32 | UInt64(words.5), fourth: UInt64(words.6) << 32 | UInt64(words.7))
    }

    /// The digest of bytes in memory.
    package init(of bytes: some Sequence<UInt8>) {
        self.init(SHA256.hash(data: Array(bytes)))
    }

    /// The 64 lower-case hexadecimal digits.
    package var hex: String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            for position in 0..<64 {
                let shift = UInt64(60 - 4 * (position % 16))
                buffer[position] = Hex.digit(UInt8(truncatingIfNeeded: words[position / 16] >> shift) & 15)
            }
            return 64
        }
    }
}

extension Digest: CustomStringConvertible {
    package var description: String { "sha256:" + hex }
}

extension Digest: Comparable {
    package static func < (left: Digest, right: Digest) -> Bool {
        for position in 0..<4 where left.words[position] != right.words[position] {
            return left.words[position] < right.words[position]
        }
        return false
    }
}

extension Digest: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
