/// A YAML document as it was written: scalars stay text (`1.20` is not `1.2`), and everything knows its place.
package struct YAMLValue: Sendable {
    /// The three kinds of YAML nodes.
    package indirect enum Content: Sendable {
        /// The text, and whether it stands without quotes.
        case scalar(String, isPlain: Bool)
        case list([YAMLValue])
        /// Keys in the order written, each once.
        case mapping([(key: YAMLValue, value: YAMLValue)])
    }

    package let content: Content
    /// From 1.
    package let line: Int
    /// From 1.
    package let column: Int

    package init(content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }

    /// Whether nothing is written: an empty value, `~` or `null`.
    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// What it is, for messages.
    package var kindName: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
