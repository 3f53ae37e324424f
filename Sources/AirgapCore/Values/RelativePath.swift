/// A path inside a bundle or a repository: relative, UTF-8, with no way out of its root.
///
/// Components are separated by `/`; none is empty, `.`, `..`, longer than 255 bytes, or holds a control character or a
/// backslash. The whole is at most 4096 bytes.
package struct RelativePath: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Throws: `RelativePathError` with the text seen.
    package init(_ text: String) throws(RelativePathError) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.first != UInt8(ascii: "/") else { throw .absolute(text) }
        guard text.utf8.count <= 4096 else { throw .tooLong(text) }
        for byte in text.utf8 where byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") {
            throw .forbiddenCharacter(text)
        }
        for component in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if component.isEmpty { throw .emptyComponent(text) }
            if component.elementsEqual(".".utf8) || component.elementsEqual("..".utf8) { throw .dotComponent(text) }
            if component.count > 255 { throw .tooLong(text) }
        }
        description = text
    }

    /// The parts between the slashes, never empty.
    package var components: [Substring] { description.split(separator: "/") }

    /// The last component.
    package var name: String { components.last.map(String.init) ?? description }

    /// This path with more behind it.
    ///
    /// - Throws: `RelativePathError` when the text is not a relative path.
    package func appending(_ text: String) throws(RelativePathError) -> RelativePath {
        try RelativePath(description + "/" + text)
    }

    /// Whether this path is `folder` itself or stands below it.
    package func isInside(_ folder: String) -> Bool {
        description == folder || description.hasPrefix(folder + "/")
    }
}

extension RelativePath: Comparable {
    /// Byte order, the order of `LC_ALL=C sort`.
    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

extension RelativePath: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
