/// Writes JSON for people and version control: keys sorted, an object of scalars on one line, always the same bytes.
package struct JSONWriter {
    private var output = ""

    /// The bytes of a value, with a line end behind it.
    package static func bytes(of value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(value, depth: 0)
        return Array(writer.output.utf8) + [UInt8(ascii: "\n")]
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: output += "null"
        case .bool(let flag): output += flag ? "true" : "false"
        case .integer(let number): output += String(number)
        case .number(let number): output += "\(number)"
        case .string(let text): writeString(text)
        case .array(let elements): writeArray(elements, depth: depth)
        case .object(let members): writeObject(members, depth: depth)
        }
    }

    private mutating func writeArray(_ elements: [JSONValue], depth: Int) {
        writeGroup(elements, brackets: "[]", onOneLine: elements.count < 2 && elements.allSatisfy(Self.isScalar), depth)
        {
            $0.write($1, depth: depth + 1)
        }
    }

    private mutating func writeObject(_ members: [String: JSONValue], depth: Int) {
        let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let onOneLine = depth > 0 && sorted.allSatisfy { Self.isScalar($0.value) }
        writeGroup(sorted, brackets: "{}", onOneLine: onOneLine, depth) {
            $0.writeString($1.key)
            $0.output += ": "
            $0.write($1.value, depth: depth + 1)
        }
    }

    private mutating func writeGroup<Element>(
        _ elements: [Element], brackets: String, onOneLine: Bool, _ depth: Int,
        _ writeElement: (inout JSONWriter, Element) -> Void
    ) {
        let indentation = onOneLine ? "" : "\n" + String(repeating: "  ", count: depth + 1)
        output += brackets.prefix(1)
        for (position, element) in elements.enumerated() {
            if position > 0 { output += onOneLine ? ", " : "," }
            output += indentation
            writeElement(&self, element)
        }
        if !onOneLine, !elements.isEmpty { output += "\n" + String(repeating: "  ", count: depth) }
        output += brackets.suffix(1)
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }

    private mutating func writeString(_ text: String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\t": output += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
