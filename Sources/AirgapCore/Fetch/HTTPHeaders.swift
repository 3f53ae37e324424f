/// The header fields of a request or an answer, names compared without regard to case (RFC 9110, section 5).
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByArrayLiteral {
    private var fields: [Field] = []

    private struct Field: Sendable, Equatable {
        let name: String
        let value: String
    }

    package init(arrayLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// The first field of this name.
    package subscript(_ name: String) -> String? {
        all(name).first
    }

    /// The values of all fields of this name, in order.
    package func all(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// Adds a field behind those that are there.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Replaces all fields of this name by one.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        add(name, value)
    }

    /// Removes all fields of this name.
    package mutating func remove(_ name: String) {
        let wanted = name.lowercased()
        fields.removeAll { $0.name.lowercased() == wanted }
    }

    /// All fields in order, as name and value.
    package var pairs: [(name: String, value: String)] { fields.map { ($0.name, $0.value) } }
}
