import Yams

/// Reads YAML 1.1 into `YAMLValue`; the only file that knows the YAML library.
package struct YAMLReader {
    /// The most nodes a document may have after its aliases are followed: more is a bomb.
    private static let nodeLimit = 200_000
    private var nodes = 0

    /// Reads one document.
    ///
    /// - Returns: nil for an empty document.
    /// - Throws: `YAMLReadError` with line and column.
    package static func read(_ text: String) throws(YAMLReadError) -> YAMLValue? {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw YAMLReadError(error)
        } catch {
            throw YAMLReadError(line: 1, column: 1, reason: "\(error)")
        }
        guard let root else { return nil }
        var reader = YAMLReader()
        return try reader.convert(root, depth: 0)
    }

    private mutating func convert(_ node: Node, depth: Int) throws(YAMLReadError) -> YAMLValue {
        let line = node.mark?.line ?? 1
        let column = node.mark?.column ?? 1
        nodes += 1
        guard nodes <= Self.nodeLimit, depth <= 100 else {
            throw YAMLReadError(line: line, column: column, reason: "the document is too large or too deep")
        }
        return YAMLValue(content: try content(of: node, depth: depth), line: line, column: column)
    }

    private mutating func content(of node: Node, depth: Int) throws(YAMLReadError) -> YAMLValue.Content {
        switch node {
        case .scalar(let scalar):
            return .scalar(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            var list: [YAMLValue] = []
            for element in sequence { list.append(try convert(element, depth: depth + 1)) }
            return .list(list)
        case .mapping(let mapping):
            var pairs: [(key: YAMLValue, value: YAMLValue)] = []
            for (key, value) in mapping {
                pairs.append((try convert(key, depth: depth + 1), try convert(value, depth: depth + 1)))
            }
            return .mapping(pairs)
        case .alias:
            throw YAMLReadError(
                line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, reason: "an alias without anchor")
        }
    }
}

extension YAMLReadError {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, column: mark.column, reason: problem)
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(
                line: context.mark.line, column: context.mark.column,
                reason: "the key \(keys.map { Quoted("\($0)").description }.joined(separator: ", ")) stands twice")
        default:
            self.init(line: 1, column: 1, reason: "\(error)")
        }
    }
}
