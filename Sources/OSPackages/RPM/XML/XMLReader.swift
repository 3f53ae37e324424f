import AirgapCore
import SystemPackage

/// Takes a document through a handler.
enum XMLReader {
    /// Reads a document to its end.
    ///
    /// - Parameters:
    ///   - handler: sees the elements, and is given back.
    ///   - limits: how far the document may go.
    ///   - fill: fills the buffer's beginning and says how much; 0 at the end.
    /// - Returns: the handler after the last element.
    /// - Throws: `XMLError`, or what the handler or `fill` throws.
    static func read<Handler: XMLHandler>(
        _ handler: Handler, limits: XMLLimits, fill: (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws -> Handler {
        let events = Events(handler)
        let parser = try XMLParser(vocabulary: Handler.Name.allCases.map(\.text), limits: limits, events: events)
        try parser.read(fill: fill)
        return events.handler
    }

    /// Reads bytes in memory.
    static func read<Handler: XMLHandler>(
        _ handler: Handler, of bytes: [UInt8], limits: XMLLimits
    ) throws -> Handler {
        var rest = bytes[...]
        return try read(handler, limits: limits) { buffer in
            let piece = rest.prefix(buffer.count)
            rest = rest.dropFirst(piece.count)
            buffer.copyBytes(from: piece)
            return piece.count
        }
    }

    /// Reads a file, compressed by gzip, xz, zstd or bzip2, or not at all.
    ///
    /// - Throws: also `ArchiveError` and `FileError`.
    static func read<Handler: XMLHandler>(
        _ handler: Handler, at path: FilePath, limits: XMLLimits
    ) throws -> Handler {
        let file = try FileReader(path)
        file.expectSequentialReading()
        let reader = try ArchiveReader(.raw) { try file.read(upTo: 1 << 16) }
        let isEmpty = try reader.nextMember() == nil
        return try read(handler, limits: limits) { isEmpty ? 0 : try reader.read(into: $0) }
    }

    /// The way from numbers to the handler's own names.
    private final class Events<Handler: XMLHandler>: XMLEvents {
        var handler: Handler

        init(_ handler: Handler) { self.handler = handler }

        func begin(_ name: Int, _ values: UnsafeMutablePointer<UnsafePointer<CChar>?>) throws -> XMLInterest {
            guard let name = Handler.Name(rawValue: name) else { return .nothing }
            return try handler.begin(name, XMLAttributes(values: values))
        }

        func end(_ name: Int, _ text: XMLText) throws {
            guard let name = Handler.Name(rawValue: name) else { return }
            try handler.end(name, text)
        }
    }
}
