/// The records of a pax extended header (POSIX.1-2017): `<length> <key>=<value>\n`; only `path` and `size` are known.
struct PaxRecords: Equatable {
    private(set) var path: String?
    /// Bytes.
    private(set) var size: Int64?

    /// No records.
    init() {}

    /// - Throws: `StreamFault` for malformed, repeated or unknown records.
    init(_ bytes: [UInt8], offset: Int64) throws(StreamFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let (key, value) = try Self.record(&rest, offset)
            switch key {
            case "path" where path == nil: path = value
            case "size" where size == nil:
                guard let number = Int64(value), number >= 0 else {
                    throw StreamFault(offset: offset, reason: "a pax size that is no number")
                }
                size = number
            default: throw StreamFault(offset: offset, reason: "the pax record \(Quoted(key)) is not expected")
            }
        }
        guard !isEmpty else { throw StreamFault(offset: offset, reason: "an empty pax header") }
    }

    /// Whether nothing is said.
    var isEmpty: Bool { path == nil && size == nil }

    private static func record(
        _ rest: inout ArraySlice<UInt8>, _ offset: Int64
    ) throws(StreamFault) -> (key: String, value: String) {
        let fault = StreamFault(offset: offset, reason: "a malformed pax record")
        let digits = rest.prefix { (48...57).contains($0) }
        guard (1...6).contains(digits.count), let length = Int(String(decoding: digits, as: UTF8.self)),
            length > digits.count + 3, length <= rest.count
        else { throw fault }
        let record = rest.prefix(length)
        rest = rest.dropFirst(length)
        let body = record.dropFirst(digits.count + 1).dropLast()
        guard record[digits.endIndex] == UInt8(ascii: " "), record.last == UInt8(ascii: "\n"),
            let sign = body.firstIndex(of: UInt8(ascii: "=")), !body.contains(0),
            let key = String(validating: body[..<sign], as: UTF8.self),
            let value = String(validating: body[(sign + 1)...], as: UTF8.self)
        else { throw fault }
        return (key, value)
    }
}
