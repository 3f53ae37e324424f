package import AirgapCore

/// A member that stands in a file of its own.
package struct OpenedFile: OpenedMember {
    package let file: FileReader
    package var isInstant: Bool { true }

    init(_ file: FileReader) {
        self.file = file
    }

    package func piece(at offset: Int64, limit: Int) -> ContentPiece {
        .region(offset: offset, count: Int(min(Int64(limit), file.size - offset)))
    }
}
