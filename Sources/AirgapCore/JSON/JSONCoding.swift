import FoundationEssentials

/// Typed values from and to JSON, always through the strict reader.
package enum JSONCoding {
    /// Reads a typed value.
    ///
    /// - Throws: `JSONError`, or `DecodingError`.
    package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        var check = JSONParser<JSONCheck>(bytes)
        try check.document()
        return try bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return try JSONDecoder().decode(type, from: Data()) }
            // The decoder copies what it keeps: these bytes need not be there twice.
            let data = Data(
                bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: buffer.count, deallocator: .none)
            return try JSONDecoder().decode(type, from: data)
        }
    }

    /// Writes a typed value as `JSONWriter` does.
    ///
    /// - Throws: `EncodingError`.
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        JSONWriter.bytes(of: try JSONValue(encoding: value))
    }
}

extension JSONValue {
    /// The JSON of a typed value.
    ///
    /// - Throws: `EncodingError`.
    package init(encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try self.init(parsing: Array(try encoder.encode(value)))
    }
}
