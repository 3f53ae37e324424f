import AirgapCore

/// The name of a repository inside a registry, `library/nginx`.
///
/// Lower-case components of letters and digits, with `.`, `_`, `__` or dashes between them, separated by `/`, at most 255
/// characters (distribution, reference grammar: `path-component`). So it is safe in a URL and in a path.
package struct RepositoryName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Throws: `ImageReferenceError` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard !text.isEmpty else { throw .noRepository(text) }
        guard text.utf8.count <= 255 else { throw .repositoryTooLong(text) }
        for component in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard Self.isComponent(Array(component)) else {
                let hasUpperCase = text.utf8.contains { (65...90).contains($0) }
                throw hasUpperCase ? .upperCaseRepository(text) : .badRepository(text)
            }
        }
        if text.utf8.count == 64, text.utf8.allSatisfy({ Hex.value(of: $0) != nil }) { throw .imageIdentifier(text) }
        description = text
    }

    /// `alphanumeric (separator alphanumeric)*`
    private static func isComponent(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
            return false
        }
        return bytes.split(whereSeparator: isAlphanumeric).allSatisfy(isSeparator)
    }

    private static func isSeparator(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual(".".utf8) || bytes.elementsEqual("_".utf8) || bytes.elementsEqual("__".utf8)
            || bytes.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte)
    }
}

extension RepositoryName: Comparable {
    package static func < (left: RepositoryName, right: RepositoryName) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

extension RepositoryName: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
