import AirgapCore

/// An XML document in memory, compressed or not.
enum MemoryDocument {
    private static let documentLimit: Int64 = 1 << 30

    /// Takes it through a handler.
    ///
    /// - Throws: `XMLError`, `ArchiveError`, or what the handler throws.
    static func read<Handler: XMLHandler>(_ handler: Handler, of bytes: [UInt8]) throws -> Handler {
        var rest = bytes[...]
        let reader = try ArchiveReader(.raw) {
            let piece = rest.prefix(1 << 16)
            rest = rest.dropFirst(piece.count)
            return Array(piece)
        }
        let isEmpty = try reader.nextMember() == nil
        return try XMLReader.read(handler, limits: XMLLimits(documentBytes: documentLimit)) {
            isEmpty ? 0 : try reader.read(into: $0)
        }
    }
}
