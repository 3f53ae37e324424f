import Crypto
package import SystemPackage

/// A SHA-512 digest, written `sha512:` and 128 lower-case hexadecimal digits: what some publishers vouch with.
///
/// It is only compared; objects of the store are named by their SHA-256.
package struct Digest512: Hashable, Sendable, CustomStringConvertible {
    /// The 128 lower-case hexadecimal digits.
    package let hex: String

    /// Reads 128 lower-case hexadecimal digits.
    ///
    /// - Throws: `Digest512Error` with the text seen.
    package init(hex: String) throws(Digest512Error) {
        guard hex.utf8.count == 128, hex.utf8.allSatisfy({ Hex.value(of: $0) != nil }) else {
            throw Digest512Error(text: hex)
        }
        self.hex = hex
    }

    /// Reads `sha512:<hex>`.
    ///
    /// - Throws: `Digest512Error` with the text seen.
    package init(_ text: String) throws(Digest512Error) {
        guard text.hasPrefix("sha512:") else { throw Digest512Error(text: text) }
        try self.init(hex: String(text.dropFirst(7)))
    }

    /// Computes the digest of a file.
    ///
    /// - Throws: `FileError`.
    package init(ofFileAt path: FilePath) throws(FileError) {
        let reader = try FileReader(path)
        reader.expectSequentialReading()
        var hash = SHA512()
        while true {
            let chunk = try reader.read(upTo: 1 << 20)
            if chunk.isEmpty { break }
            hash.update(data: chunk)
        }
        hex = hash.finalize().reduce(into: "") { text, byte in
            text.unicodeScalars.append(Unicode.Scalar(Hex.digit(byte >> 4)))
            text.unicodeScalars.append(Unicode.Scalar(Hex.digit(byte & 15)))
        }
    }

    package var description: String { "sha512:" + hex }
}

extension Digest512: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
