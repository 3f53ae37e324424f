/// A mapping of the template language: keys are texts, in the order written.
package struct TemplateMapping: Sendable {
    /// In the order written, each once.
    package private(set) var keys: [String] = []
    private var values: [String: TemplateValue] = [:]

    /// - Parameter pairs: keys with values; of two with one key the last counts, at the place of the first.
    package init(_ pairs: some Sequence<(key: String, value: TemplateValue)> = []) {
        for (key, value) in pairs {
            if values.updateValue(value, forKey: key) == nil { keys.append(key) }
        }
    }

    /// The value of a key; nil when it is not there.
    package subscript(_ key: String) -> TemplateValue? { values[key] }

    package var count: Int { keys.count }

    /// Every key with its value, in order.
    package var pairs: [(key: String, value: TemplateValue)] {
        keys.compactMap { key in values[key].map { (key, $0) } }
    }
}
