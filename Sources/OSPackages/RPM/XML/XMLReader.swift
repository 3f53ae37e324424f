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
        // Closures, not a generic class: they are specialised for the handler, and there is a call for every element.
        let place = UnsafeMutablePointer<Handler>.allocate(capacity: 1)
        place.initialize(to: handler)
        defer {
            place.deinitialize(count: 1)
            place.deallocate()
        }
        let events = HandlerEvents { number, values in
            guard let name = Handler.Name(rawValue: number) else { return .nothing }
            return try place.pointee.begin(name, XMLAttributes(values: values))
        } end: { number, text in
            guard let name = Handler.Name(rawValue: number) else { return }
            try place.pointee.end(name, text)
        }
        let parser = try XMLParser(vocabulary: Handler.Name.allCases.map(\.text), limits: limits, events: events)
        try parser.read(fill: fill)
        return place.pointee
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
        // Decompressing is on a thread of its own: it takes a third of the time.
        try Conveyor<[UInt8]>.run(capacity: 4) { pass in
            let file = try FileReader(path)
            file.expectSequentialReading()
            let reader = try ArchiveReader(.raw) { try file.read(upTo: 1 << 16) }
            guard try reader.nextMember() != nil else { return }
            while true {
                let bytes = try reader.read(upTo: 1 << 18)
                if bytes.isEmpty { return }
                try pass(bytes)
            }
        } use: { next in
            var rest: ArraySlice<UInt8> = []
            return try read(handler, limits: limits) { buffer in
                if rest.isEmpty, let more = try next() { rest = more[...] }
                let piece = rest.prefix(buffer.count)
                rest = rest.dropFirst(piece.count)
                buffer.copyBytes(from: piece)
                return piece.count
            }
        }
    }

    /// The way from numbers to the handler's own names.
    private final class HandlerEvents: XMLEvents {
        typealias Values = UnsafeMutablePointer<UnsafePointer<CChar>?>

        private let begun: (Int, Values) throws -> XMLInterest
        private let ended: (Int, XMLText) throws -> Void

        init(
            begin: @escaping (Int, Values) throws -> XMLInterest, end: @escaping (Int, XMLText) throws -> Void
        ) {
            begun = begin
            ended = end
        }

        func begin(_ name: Int, _ values: Values) throws -> XMLInterest { try begun(name, values) }

        func end(_ name: Int, _ text: XMLText) throws { try ended(name, text) }
    }
}
