import AirgapCore
import SystemPackage

/// Reads a YAML file of several documents one after the other; nothing in them can make the reader slow or deep.
struct YAMLDocuments {
    /// The most decompressed bytes of a file.
    static let fileLimit = 256 << 20
    /// The most bytes of one document.
    static let documentLimit = 4 << 20
    /// How many brackets may be open, and how far a line may be indented.
    private static let depthLimit = 200

    private let take: (YAMLValue) throws -> Void
    private var document: [UInt8] = []
    /// The number of the document's first line, from 1.
    private var firstLine = 1
    private var line = 0
    private var brackets = 0

    /// Reads a file, compressed or not.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - item: what errors call it.
    ///   - take: is given each document that is not empty; its lines count from its own beginning.
    /// - Throws: `MetadataError`, `ArchiveError`, `FileError`, or what `take` throws.
    static func read(_ path: FilePath, item: String, take: (YAMLValue) throws -> Void) throws {
        try withoutActuallyEscaping(take) { take in
            var documents = YAMLDocuments(take: take)
            try MetadataText.lines(of: path, item: item, limit: fileLimit) { try documents.add($0, item) }
            try documents.finish(item)
        }
    }

    private init(take: @escaping (YAMLValue) throws -> Void) { self.take = take }

    private mutating func add(_ bytes: ArraySlice<UInt8>, _ item: String) throws {
        line += 1
        if Self.isMark(bytes, "---") || Self.isMark(bytes, "...") {
            try finish(item)
            firstLine = line
        }
        guard !Self.isMark(bytes, "...") else { return }
        try checkDepth(bytes, item)
        document += bytes
        document.append(0x0A)
        guard document.count <= Self.documentLimit else {
            throw MetadataError.tooMany("bytes in one document", item: item, limit: Self.documentLimit)
        }
    }

    /// A mark stands at the beginning of a line, alone or before a space (YAML 1.1, section 4.2.3).
    private static func isMark(_ bytes: ArraySlice<UInt8>, _ mark: StaticString) -> Bool {
        guard bytes.count >= 3, mark.withUTF8Buffer({ bytes.starts(with: $0) }) else { return false }
        guard let next = bytes.dropFirst(3).first else { return true }
        return next == 0x20 || next == 0x09 || next == 0x0D
    }

    /// The YAML library goes down one call for each level.
    private mutating func checkDepth(_ bytes: ArraySlice<UInt8>, _ item: String) throws(MetadataError) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(brackets - 1, 0)
            default: continue
            }
            guard brackets <= Self.depthLimit else { throw tooDeep(item) }
        }
        guard Self.indentation(of: bytes) <= Self.depthLimit else { throw tooDeep(item) }
    }

    /// Spaces, and the marks of lists and mappings before a space, of which each goes one level down.
    private static func indentation(of line: ArraySlice<UInt8>) -> Int {
        var position = line.startIndex
        while position < line.endIndex {
            let isMark = "-?:".utf8.contains(line[position])
            let isBeforeSpace = position + 1 < line.endIndex && line[position + 1] == 0x20
            guard line[position] == 0x20 || line[position] == 0x09 || isMark && isBeforeSpace else { break }
            position += 1
        }
        return position - line.startIndex
    }

    private func tooDeep(_ item: String) -> MetadataError {
        .unusable("line \(line)", value: "", item: item, reason: "nested too deeply")
    }

    private mutating func finish(_ item: String) throws {
        defer {
            document.removeAll(keepingCapacity: true)
            brackets = 0
        }
        guard !document.isEmpty else { return }
        guard let text = String(validating: document, as: UTF8.self) else {
            throw MetadataError.unusable("text", value: "", item: item, reason: "not UTF-8")
        }
        guard !YAMLAliases.areIn(document) else {
            throw MetadataError.unusable(
                "document at line \(firstLine)", value: "", item: item, reason: "aliases are not accepted here")
        }
        guard let value = try parse(text, item), !value.isNull else { return }
        try take(value)
    }

    private func parse(_ text: String, _ item: String) throws(MetadataError) -> YAMLValue? {
        do {
            return try YAMLReader.read(text)
        } catch {
            throw .unusable("line \(firstLine + error.line - 1)", value: "", item: item, reason: error.reason)
        }
    }
}
