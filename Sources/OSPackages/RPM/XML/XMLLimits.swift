/// How far a document may go before it is refused; real rpm-md stays far below each.
struct XMLLimits: Sendable {
    /// Elements inside one another.
    var depth = 32
    /// Bytes of one name.
    var nameBytes = 128
    /// Attributes of one element.
    var attributes = 32
    /// Bytes of one tag, with all of its attributes, of a comment or a processing instruction.
    var tokenBytes = 1 << 18
    /// Bytes of the text of one element that is wanted.
    var textBytes = 1 << 16
    /// Bytes of the whole document, decompressed.
    var documentBytes: Int64
}
