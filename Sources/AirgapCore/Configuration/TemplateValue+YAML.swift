package import Templates

extension TemplateValue {
    /// A value of a YAML file: scalars stay as they were written, templates are evaluated when they are used.
    ///
    /// - Parameters:
    ///   - yaml: the value.
    ///   - name: what leads to it, `downloads.etcd`.
    ///   - file: the file as the user named it.
    package init(_ yaml: YAMLValue, name: String, file: String) {
        switch yaml.content {
        case .scalar(let text, let isPlain):
            let source = TemplateText(text, name: name, place: yaml.textPlace(in: file))
            self.init(scalar: source, isPlain: isPlain)
        case .list(let elements):
            self = .list(
                elements.enumerated().map { TemplateValue($1, name: "\(name)[\($0)]", file: file) })
        case .mapping(let pairs):
            self = .mapping(TemplateMapping(Self.pairs(pairs, below: name + ".", file: file)))
        }
    }

    /// The entries of a YAML mapping whose keys are scalars; other keys are left out.
    package static func pairs(
        _ pairs: [(key: YAMLValue, value: YAMLValue)], below prefix: String, file: String
    ) -> [(key: String, value: TemplateValue)] {
        pairs.compactMap { key, value in
            guard case .scalar(let name, _) = key.content else { return nil }
            return (name, TemplateValue(value, name: prefix + name, file: file))
        }
    }
}

extension YAMLValue {
    /// Where a scalar's first character stands: after the quote, or on the line after the sign of a block.
    package func textPlace(in file: String) -> TemplatePlace {
        guard case .scalar(let text, let isPlain) = content, !isPlain else {
            return TemplatePlace(file: file, line: line, column: column)
        }
        if text.utf8.contains(UInt8(ascii: "\n")) { return TemplatePlace(file: file, line: line + 1, column: 1) }
        return TemplatePlace(file: file, line: line, column: column + 1)
    }
}

extension Variables {
    /// Reads a YAML file of variables.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file.
    ///   - file: its name, for messages.
    /// - Returns: nothing for an empty file, or one that is no mapping.
    /// - Throws: `YAMLReadError`.
    package static func reading(_ yaml: String, file: String = "") throws(YAMLReadError) -> Variables {
        guard case .mapping(let pairs) = try YAMLReader.read(yaml)?.content else { return Variables([:]) }
        let values = TemplateValue.pairs(pairs, below: "", file: file)
        return Variables(TemplateVariables(Dictionary(values.map { ($0.key, $0.value) }) { $1 }))
    }
}
