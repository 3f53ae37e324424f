import AirgapCore

extension YAMLValue {
    /// The value of a mapping's key; nil when there is none, and for what is no mapping.
    subscript(_ key: String) -> YAMLValue? {
        guard case .mapping(let pairs) = content else { return nil }
        return pairs.first { $0.key.text == key }?.value
    }

    /// A scalar as it was written; nil for anything else, and for nothing.
    var text: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    /// The elements of a list; nil for anything else.
    var elements: [YAMLValue]? {
        guard case .list(let list) = content else { return nil }
        return list
    }

    /// The pairs of a mapping; none for anything else.
    var pairs: [(key: YAMLValue, value: YAMLValue)] {
        guard case .mapping(let pairs) = content else { return [] }
        return pairs
    }

    /// A list of scalars, or one scalar by itself; nothing is an empty list.
    var texts: [String]? {
        if isNull { return [] }
        if let text { return [text] }
        guard let elements else { return nil }
        let texts = elements.compactMap(\.text)
        return texts.count == elements.count ? texts : nil
    }
}
