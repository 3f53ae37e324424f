import CExpat

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// expat with limits: memory does not grow with the document, and nothing that declares entities is read.
///
/// The only file that knows expat. The encoding is UTF-8, as rpm-md has it, whatever the document declares.
final class XMLParser {
    private static let chunkSize = 1 << 16

    // What the handlers touch for every element is not watched for two at once: they run one after the other, inside `read`.
    private let parser: OpaquePointer
    private let events: any XMLEvents
    private let limits: XMLLimits
    private let vocabularyCount: Int
    @exclusivity(unchecked) private var names: XMLNameTable
    private let values: UnsafeMutablePointer<UnsafePointer<CChar>?>

    /// The open elements that the handler knows of.
    @exclusivity(unchecked) private var open: [(name: Int, interest: XMLInterest)] = []
    /// How many elements are open inside of one that nobody wants, that one included.
    @exclusivity(unchecked) private var skipped = 0
    @exclusivity(unchecked) private var text: [UInt8] = []
    private var received: Int64 = 0
    @exclusivity(unchecked) private var failure: (any Error)?

    /// - Parameters:
    ///   - vocabulary: the names that are told of.
    ///   - limits: how far the document may go.
    ///   - events: is told.
    /// - Throws: `XMLError` when there is no memory.
    init(vocabulary: [String], limits: XMLLimits, events: any XMLEvents) throws(XMLError) {
        guard let parser = XML_ParserCreate("UTF-8") else {
            throw XMLError(fault: .outOfMemory, line: 1, column: 1)
        }
        self.parser = parser
        self.events = events
        self.limits = limits
        vocabularyCount = vocabulary.count
        names = XMLNameTable(vocabulary: vocabulary, nameBytes: limits.nameBytes)
        values = .allocate(capacity: vocabulary.count)
        values.initialize(repeating: nil, count: vocabulary.count)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(parser, Self.began, Self.ended)
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in XMLParser.from(data)?.stop(.documentType) }
    }

    deinit {
        XML_ParserFree(parser)
        values.deallocate()
    }

    /// Reads the document to its end, in pieces.
    ///
    /// - Throws: `XMLError`, or what `fill` or the handler throws.
    func read(fill: (UnsafeMutableRawBufferPointer) throws -> Int) throws {
        while true {
            guard let room = XML_GetBuffer(parser, Int32(Self.chunkSize)) else { throw error(.outOfMemory) }
            let count = try fill(UnsafeMutableRawBufferPointer(start: room, count: Self.chunkSize))
            received += Int64(count)
            guard received <= limits.documentBytes else {
                throw error(.documentTooLong(limit: limits.documentBytes))
            }
            let status = XML_ParseBuffer(parser, Int32(truncatingIfNeeded: count), count == 0 ? 1 : 0)
            if let failure { throw failure }
            guard status == XML_STATUS_OK else {
                let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
                throw error(.malformed(words ?? "not XML"))
            }
            if count == 0 { return }
            try checkToken()
        }
    }

    /// expat keeps what it has of a tag until the tag ends.
    private func checkToken() throws(XMLError) {
        let begun = Int64(XML_GetCurrentByteIndex(parser))
        guard begun < 0 || received - begun <= Int64(limits.tokenBytes) else {
            throw error(.tagTooLong(limit: limits.tokenBytes))
        }
    }

    private func error(_ fault: XMLError.Fault) -> XMLError {
        XMLError(
            fault: fault, line: Int(clamping: XML_GetCurrentLineNumber(parser)),
            column: Int(clamping: XML_GetCurrentColumnNumber(parser)) + 1)
    }

    private func stop(_ fault: XMLError.Fault) { stop(error(fault)) }

    private func stop(_ error: any Error) {
        guard failure == nil else { return }
        failure = error
        XML_StopParser(parser, 0)
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> XMLParser? {
        data.map { Unmanaged<XMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let began: XML_StartElementHandler = { data, name, attributes in
        guard let name, let attributes else { return }
        XMLParser.from(data)?.begin(name, attributes)
    }

    private static let ended: XML_EndElementHandler = { data, _ in XMLParser.from(data)?.end() }

    private static let characters: XML_CharacterDataHandler = { data, bytes, count in
        XMLParser.from(data)?.take(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    private func begin(_ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>) {
        // expat may have more to tell after it was asked to stop.
        guard failure == nil else { return }
        guard open.count + skipped < limits.depth else { return stop(.tooDeep(limit: limits.depth)) }
        let entry = names.find(name, localPart: true)
        var filled = 0
        defer { clear(attributes, count: filled) }
        guard isUsable(entry), setValues(attributes, &filled) else { return }
        guard skipped == 0, case .known(let number) = entry, open.last?.interest != .text else { return skipped += 1 }
        do {
            let interest = try events.begin(number, values)
            if interest == .nothing { return skipped = 1 }
            open.append((number, interest))
            if interest == .text {
                text.removeAll(keepingCapacity: true)
                XML_SetCharacterDataHandler(parser, Self.characters)
            }
        } catch {
            stop(error)
        }
    }

    /// Sets the value of each known attribute, and counts those looked at.
    private func setValues(_ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>, _ filled: inout Int) -> Bool {
        while let name = attributes[2 * filled] {
            guard filled < limits.attributes else {
                stop(.tooManyAttributes(limit: limits.attributes))
                return false
            }
            let entry = names.find(name, localPart: false)
            guard isUsable(entry) else { return false }
            if case .known(let number) = entry { values[number] = attributes[2 * filled + 1] }
            filled += 1
        }
        return true
    }

    private func clear(_ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>, count: Int) {
        guard count > 0 else { return }
        values.update(repeating: nil, count: vocabularyCount)
    }

    private func isUsable(_ entry: XMLNameTable.Entry) -> Bool {
        switch entry {
        case .known, .other: return true
        case .tooLong: stop(.nameTooLong(limit: limits.nameBytes))
        case .tooMany: stop(.tooManyNames(limit: XMLNameTable.limit))
        }
        return false
    }

    private func end() {
        guard failure == nil else { return }
        guard skipped == 0 else { return skipped -= 1 }
        guard let (name, interest) = open.popLast() else { return }
        if interest == .text { XML_SetCharacterDataHandler(parser, nil) }
        do {
            try text.withUnsafeBytes { try events.end(name, XMLText(bytes: $0)) }
        } catch {
            stop(error)
        }
        text.removeAll(keepingCapacity: true)
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil, skipped == 0 else { return }
        guard text.count + bytes.count <= limits.textBytes else { return stop(.textTooLong(limit: limits.textBytes)) }
        text.append(contentsOf: bytes)
    }
}
