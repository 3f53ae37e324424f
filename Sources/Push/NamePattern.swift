package import Images

/// A pattern for images of a bundle: `*` stands for any text, `?` for one character; without a tag, any tag fits.
package struct NamePattern: Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) {
        description = text
    }

    /// Whether an image is meant.
    package func matches(_ repository: RepositoryName, _ tag: ImageTag) -> Bool {
        let pattern = Array(description.utf8)
        return Self.fits(pattern, Array("\(repository):\(tag)".utf8))
            || Self.fits(pattern, Array(repository.description.utf8))
    }

    /// Goes back to the last `*` only, so the time is bounded by the product of both lengths.
    private static func fits(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        var (place, position) = (0, 0)
        var star: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") || pattern[place] == text[position] {
                (place, position) = (place + 1, position + 1)
            } else if let last = star {
                star = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
