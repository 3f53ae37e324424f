/// A JSON value (RFC 8259), read strictly: duplicate keys, trailing text, deep nesting and bad UTF-8 are errors.
package indirect enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Reads one value.
    ///
    /// - Throws: `JSONError` with the offset in bytes.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser<JSONTree>(bytes)
        self = try parser.document()
    }

    /// A member of an object; nil for anything else.
    package subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text of a string; nil for anything else.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A whole number; nil for anything else.
    package var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The elements of an array; nil for anything else.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object; nil for anything else.
    package var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}
