import AirgapCore

/// A member that stands in a file of its own.
struct OpenedFile: OpenedMember {
    let file: FileReader

    init(_ file: FileReader) {
        self.file = file
    }

    func pieces(at offset: Int64, limits: PieceLimits) -> [ContentPiece] {
        [.region(offset: offset, count: Int(min(Int64(limits.regions), file.size - offset)))]
    }

    func readyPieces(at offset: Int64, limits: PieceLimits) -> [ContentPiece] { pieces(at: offset, limits: limits) }
}
