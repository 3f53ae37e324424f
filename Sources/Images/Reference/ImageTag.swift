package import AirgapCore

/// A tag: a letter, digit or `_`, then up to 127 letters, digits, `_`, `.`, `-` (distribution, reference grammar).
package struct ImageTag: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Throws: `ImageReferenceError` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard text.utf8.count <= 128 else { throw .tagTooLong(text) }
        guard let first = text.utf8.first, Self.isWordByte(first), text.utf8.allSatisfy(Self.isTagByte) else {
            throw .badTag(text)
        }
        description = text
    }

    /// The tag under which an image is kept that is listed by its digest alone: `digest-sha256-<64 hex digits>`.
    ///
    /// A registry does not list, and its garbage collection may remove, what has no tag. The name differs from
    /// `sha256-<hex>`, which belongs to signatures and other referrers (OCI distribution specification 1.1).
    package init(standingFor digest: Digest) {
        description = "digest-sha256-" + digest.hex
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isTagByte(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}

extension ImageTag: Comparable {
    package static func < (left: ImageTag, right: ImageTag) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

extension ImageTag: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
