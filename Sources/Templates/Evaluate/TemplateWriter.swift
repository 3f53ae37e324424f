/// The text that comes out, up to a limit.
struct TemplateWriter {
    private(set) var text = ""
    private let limit: Int

    /// - Parameter limit: the most bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// - Returns: false when it became too long; nothing more is taken then.
    mutating func write(_ piece: String) -> Bool {
        guard text.utf8.count + piece.utf8.count <= limit else { return false }
        text += piece
        return true
    }
}
