/// The entries of a mapping in a configuration file.
package struct ConfigurationMapping {
    /// One key with its value.
    package struct Entry {
        package let name: String
        /// The key itself, for faults about it.
        package let place: ConfigurationNode
        package let node: ConfigurationNode
    }

    /// The mapping itself, for faults about it.
    package let node: ConfigurationNode
    /// In the order written.
    package let entries: [Entry]

    /// The value of a key; nil when it is absent or nothing is written there.
    package subscript(_ name: String) -> ConfigurationNode? {
        entries.first { $0.name == name }.flatMap { $0.node.isNull ? nil : $0.node }
    }

    /// The value of a key that must be there.
    package func required(_ name: String) -> ConfigurationNode? {
        if let found = self[name] { return found }
        node.fault("'\(name)' is missing")
        return nil
    }

    /// The text of a key that may be absent.
    package func text(_ name: String) -> String? { self[name]?.text() }

    /// The text of a key that must be there.
    package func requiredText(_ name: String) -> String? { required(name)?.text() }

    /// The texts of a list that may be absent.
    package func texts(_ name: String) -> [String] { self[name]?.texts() ?? [] }

    /// The elements of a list that may be absent.
    package func list(_ name: String) -> [ConfigurationNode] { self[name]?.list() ?? [] }

    /// A flag, false when absent.
    package func flag(_ name: String) -> Bool { self[name]?.flag() ?? false }
}
