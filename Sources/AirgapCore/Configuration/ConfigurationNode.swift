package import Templates

/// A value of a configuration file with its place, read by asking for what it should be.
///
/// Whatever is not as it should be becomes a fault with file, line, column and key, and the answer is nil.
package struct ConfigurationNode {
    /// The file as the user named it.
    package let file: String
    /// The path of keys from the document to here, `targets[0].family`.
    package let key: String
    /// The value as it was written.
    package let value: YAMLValue
    let variables: Variables
    let collector: FaultCollector

    /// Reports a fault at this place.
    package func fault(_ message: String) {
        collector.add(
            ConfigurationFault(file: file, line: value.line, column: value.column, key: key, message: message))
    }

    /// Where the value stands.
    package var place: TemplatePlace { TemplatePlace(file: file, line: value.line, column: value.column) }

    /// Whether nothing is written here.
    package var isNull: Bool { value.isNull }

    /// A text with its variables filled in.
    package func text() -> String? {
        guard case .scalar(let written, _) = value.content, !value.isNull else {
            fault("expected a text, found \(value.kindName)")
            return nil
        }
        do {
            return try variables.expand(TemplateText(written, place: value.textPlace(in: file)))
        } catch {
            let place = error.origin
            collector.add(
                ConfigurationFault(
                    file: file, line: place.line, column: place.column, key: key, message: "\(error)"))
            return nil
        }
    }

    /// `true` or `false`.
    package func flag() -> Bool? {
        switch value.content {
        case .scalar("true", isPlain: true): return true
        case .scalar("false", isPlain: true): return false
        default:
            fault("expected true or false, found \(text().map { Quoted($0).description } ?? value.kindName)")
            return nil
        }
    }

    /// The elements of a list; nothing at all is an empty list.
    package func list() -> [ConfigurationNode]? {
        if value.isNull { return [] }
        guard case .list(let elements) = value.content else {
            fault("expected a list, found \(value.kindName)")
            return nil
        }
        return elements.enumerated().map { child($1, key: "\(key)[\($0)]") }
    }

    /// The texts of a list; faulty elements are reported and left out.
    package func texts() -> [String]? {
        list().map { $0.compactMap { $0.text() } }
    }

    /// A mapping whose keys are all known.
    package func mapping(keys: [String]) -> ConfigurationMapping? {
        guard let mapping = openMapping() else { return nil }
        for entry in mapping.entries where !keys.contains(entry.name) {
            let near = NearestName.matches(for: entry.name, among: keys).first
            let hint = near.map { "did you mean '\($0)'?" } ?? "known keys: \(keys.sorted().joined(separator: ", "))"
            entry.place.fault("unknown key; \(hint)")
        }
        return mapping
    }

    /// A mapping with keys of the user's choice.
    package func openMapping() -> ConfigurationMapping? {
        guard case .mapping(let pairs) = value.content else {
            fault("expected a mapping, found \(value.kindName)")
            return nil
        }
        var entries: [ConfigurationMapping.Entry] = []
        for (name, element) in pairs {
            guard case .scalar(let text, _) = name.content else {
                child(name, key: key).fault("a key must be a text")
                continue
            }
            let path = key.isEmpty ? text : "\(key).\(text)"
            entries.append(.init(name: text, place: child(name, key: path), node: child(element, key: path)))
        }
        return ConfigurationMapping(node: self, entries: entries)
    }

    /// Reads a value out of a text, reporting the error at this place.
    package func parsed<Value>(_ parse: (String) throws -> Value) -> Value? {
        guard let text = text() else { return nil }
        do {
            return try parse(text)
        } catch {
            fault("\(error)")
            return nil
        }
    }

    private func child(_ value: YAMLValue, key: String) -> ConfigurationNode {
        ConfigurationNode(file: file, key: key, value: value, variables: variables, collector: collector)
    }
}
