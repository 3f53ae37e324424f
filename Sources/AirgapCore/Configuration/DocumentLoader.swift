import SystemPackage

/// Reads the files of a project; whatever is wrong with one is a fault.
struct DocumentLoader {
    /// The largest configuration file in bytes.
    static let sizeLimit = 4 << 20

    let collector: FaultCollector

    /// Reads a YAML file.
    func load(_ path: FilePath, shownAs name: String, namedBy node: ConfigurationNode?) -> YAMLValue? {
        guard let text = text(path, shownAs: name, namedBy: node) else { return nil }
        do {
            if let value = try YAMLReader.read(text) { return value }
            report("the file is empty", file: name, line: 1, column: 1)
        } catch {
            report("not valid YAML: \(error.reason)", file: name, line: error.line, column: error.column)
        }
        return nil
    }

    /// Reads a text file.
    func text(_ path: FilePath, shownAs name: String, namedBy node: ConfigurationNode?) -> String? {
        do {
            let bytes = try FileSystem.read(path, limit: Self.sizeLimit)
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            report("not UTF-8 text", file: name, line: 1, column: 1)
        } catch {
            if let node {
                node.fault("\(error)")
            } else {
                report("cannot be read: \(error.errno)", file: name, line: 0, column: 0)
            }
        }
        return nil
    }

    private func report(_ message: String, file: String, line: Int, column: Int) {
        collector.add(ConfigurationFault(file: file, line: line, column: column, key: "", message: message))
    }
}
