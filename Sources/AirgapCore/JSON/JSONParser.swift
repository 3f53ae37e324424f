/// The strict reader behind `JSONValue` and `JSONCoding`.
struct JSONParser<Output: JSONOutput> {
    private static var depthLimit: Int { 64 }
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> Output.Value {
        let value = try self.value(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw fault("text after the value") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> Output.Value {
        guard depth < Self.depthLimit else { throw fault("nested more than \(Self.depthLimit) deep") }
        skipSpace()
        let start = offset
        switch peek() {
        case UInt8(ascii: "{"):
            let members = try object(depth: depth)
            return Output.make(object: members, at: JSONPlace(bytes: start..<offset, depth: depth))
        case UInt8(ascii: "["):
            let elements = try array(depth: depth)
            return Output.make(array: elements, at: JSONPlace(bytes: start..<offset, depth: depth))
        default:
            let scalar = try scalar()
            return Output.make(scalar, at: JSONPlace(bytes: start..<offset, depth: depth))
        }
    }

    private mutating func scalar() throws(JSONError) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "t"): try word("true", .bool(true))
        case UInt8(ascii: "f"): try word("false", .bool(false))
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> [String: Output.Value] {
        offset += 1
        var members: [String: Output.Value] = [:]
        if take("}") { return members }
        repeat {
            skipSpace()
            let start = offset
            guard peek() == UInt8(ascii: "\"") else { throw fault("a key was expected") }
            let key = try string()
            guard take(":") else { throw fault("':' was expected") }
            let value = try self.value(depth: depth + 1)
            guard members.updateValue(value, forKey: key) == nil else {
                throw JSONError(offset: start, reason: "the key \(Quoted(key)) stands twice")
            }
        } while take(",")
        guard take("}") else { throw fault("'}' was expected") }
        return members
    }

    private mutating func array(depth: Int) throws(JSONError) -> [Output.Value] {
        offset += 1
        var elements: [Output.Value] = []
        if take("]") { return elements }
        repeat {
            elements.append(try value(depth: depth + 1))
        } while take(",")
        guard take("]") else { throw fault("']' was expected") }
        return elements
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let length = text.utf8CodeUnitCount
        let matches = text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
        guard matches else { throw fault("not a value") }
        offset += length
        return value
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        while let byte = peek(), Self.isNumberByte(byte) { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard Self.isNumber(text) else { throw JSONError(offset: start, reason: "not a value") }
        if let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw JSONError(offset: start, reason: "a number out of range")
        }
        return .number(value)
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || "+-.eE".utf8.contains(byte)
    }

    /// The grammar of RFC 8259, section 6.
    private static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func digits() -> Int {
            let count = rest.prefix { (48...57).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        if rest.first == UInt8(ascii: "0") {
            rest = rest.dropFirst()
        } else if digits() == 0 {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if digits() == 0 { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(JSONError) -> String {
        let start = offset
        offset += 1
        var result: [UInt8] = []
        while let byte = peek() {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: result, as: UTF8.self) else {
                    throw JSONError(offset: start, reason: "not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &result)
            case 0..<0x20: throw fault("a control character in a string")
            default: result.append(byte)
            }
        }
        throw JSONError(offset: start, reason: "a string without end")
    }

    private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
        guard let byte = peek() else { throw fault("a string without end") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(8)
        case UInt8(ascii: "f"): result.append(12)
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "r"): result.append(13)
        case UInt8(ascii: "t"): result.append(9)
        case UInt8(ascii: "u"): result += Array(String(try unicodeScalar()).utf8)
        default: throw fault("an unknown escape")
        }
    }

    private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), bytes[offset...].starts(with: "\\u".utf8) else {
            throw fault("half of a surrogate pair")
        }
        offset += 2
        let second = try fourHexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("half of a surrogate pair") }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("four hex digits were expected")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    private func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek() == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 32 || byte == 10 || byte == 13 || byte == 9 { offset += 1 }
    }

    private func fault(_ reason: String) -> JSONError { JSONError(offset: offset, reason: reason) }
}
