import AirgapCore

/// A part of a JSON Schema (draft 7), as far as airgap.yaml needs it.
struct SchemaNode {
    /// The JSON of this part.
    let json: JSONValue

    private init(_ members: [String: JSONValue]) {
        json = .object(members)
    }

    /// A text: YAML's numbers and words are texts here, so `1.20` stays `1.20`.
    static func text(_ about: String, pattern: String? = nil) -> SchemaNode {
        var members: [String: JSONValue] = ["description": .string(about)]
        members["type"] = pattern == nil ? .array([.string("string"), .string("number")]) : .string("string")
        if let pattern { members["pattern"] = .string(pattern) }
        return SchemaNode(members)
    }

    /// One of a few words.
    static func word(_ words: [String], _ about: String) -> SchemaNode {
        SchemaNode(["enum": .array(words.map(JSONValue.string)), "description": .string(about)])
    }

    /// `true` or `false`.
    static func flag(_ about: String) -> SchemaNode {
        SchemaNode(["type": .string("boolean"), "description": .string(about)])
    }

    /// A list.
    static func list(_ element: SchemaNode, _ about: String, isEmptyAllowed: Bool = true) -> SchemaNode {
        var members: [String: JSONValue] = [
            "type": .string("array"), "items": element.json, "description": .string(about),
        ]
        if !isEmptyAllowed { members["minItems"] = .integer(1) }
        return SchemaNode(members)
    }

    /// A mapping with keys of the user's choice.
    static func map(_ value: SchemaNode, _ about: String) -> SchemaNode {
        SchemaNode([
            "type": .string("object"), "additionalProperties": value.json, "description": .string(about),
        ])
    }

    /// A mapping whose keys are all known.
    static func object(
        _ about: String, required: [String] = [], oneOf: [[String]] = [], _ properties: [String: SchemaNode]
    ) -> SchemaNode {
        var members: [String: JSONValue] = [
            "type": .string("object"), "additionalProperties": .bool(false), "description": .string(about),
            "properties": .object(properties.mapValues(\.json)),
        ]
        if !required.isEmpty { members["required"] = .array(required.map(JSONValue.string)) }
        if !oneOf.isEmpty {
            members["oneOf"] = .array(
                oneOf.map { .object(["required": .array($0.map(JSONValue.string))]) })
        }
        return SchemaNode(members)
    }

    /// Any of several forms.
    static func any(_ forms: [SchemaNode]) -> SchemaNode {
        SchemaNode(["anyOf": .array(forms.map(\.json))])
    }
}
