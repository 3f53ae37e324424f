/// The variables of a project for one architecture, and the filling-in of `{{ name }}`.
///
/// Values may hold variables themselves. `{% %}` blocks, filters and expressions are refused, never passed on.
package struct Variables: Sendable {
    private var values: [String: String]

    /// - Parameter values: names and values as written.
    package init(_ values: [String: String]) {
        self.values = values
    }

    /// The variables that every project has, in kubespray's names.
    package static func builtIn(for architecture: Architecture) -> Variables {
        Variables([
            "arch": architecture == .amd64 ? "" : "-" + architecture.debian,
            "image_arch": architecture.oci,
            "host_architecture": architecture.oci,
            "ansible_architecture": architecture.rpm,
            "ansible_system": "Linux",
            "download_url": "https:/",
        ])
    }

    /// These variables and others, the others first.
    package func merging(_ others: [String: String]) -> Variables {
        Variables(values.merging(others) { $1 })
    }

    /// All names, sorted.
    package var names: [String] { values.keys.sorted() }

    /// Fills in a text.
    ///
    /// - Throws: `VariableError`.
    package func expand(_ text: String) throws(VariableError) -> String {
        try expand(text, chain: [])
    }

    private func expand(_ text: String, chain: [String]) throws(VariableError) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            let inside = rest.index(after: brace)
            guard inside < rest.endIndex, rest[inside] == "{" || rest[inside] == "%" || rest[inside] == "#" else {
                result += rest[...brace]
                rest = rest[inside...]
                continue
            }
            guard rest[inside] == "{" else { throw .unsupported(String(rest[brace...].prefix(40))) }
            result += rest[..<brace]
            guard let (name, after) = Self.split(rest[rest.index(after: inside)...]) else {
                throw .unclosed(String(rest[brace...].prefix(40)))
            }
            result += try value(of: name, chain: chain)
            rest = after
            guard result.utf8.count <= 1 << 20 else { throw .tooLong }
        }
        return result + rest
    }

    private static func split(_ text: Substring) -> (name: String, after: Substring)? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == "}", next < text.endIndex, text[next] == "}" {
                let name = text[..<index].filter { $0 != " " && $0 != "\t" }
                return (String(name), text[text.index(after: next)...])
            }
            index = next
        }
        return nil
    }

    private func value(of name: String, chain: [String]) throws(VariableError) -> String {
        guard let first = name.utf8.first, Self.isNameByte(first), !(48...57).contains(first),
            name.utf8.allSatisfy(Self.isNameByte)
        else { throw .unsupported("{{ \(name) }}") }
        guard !chain.contains(name) else { throw .cycle(chain + [name]) }
        guard let value = values[name] else {
            throw .unknown(name, near: NearestName.matches(for: name, among: values.keys.sorted()).first, chain: chain)
        }
        return try expand(value, chain: chain + [name])
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"): true
        default: false
        }
    }
}
