/// One fault of the configuration: `airgap.yaml:12:5: targets[0].family: …`.
package struct ConfigurationFault: ExplainedError, Equatable {
    /// The file as the user named it.
    package let file: String
    /// From 1; 0 when the fault has no place (a missing file).
    package let line: Int
    /// From 1.
    package let column: Int
    /// The key's path, `targets[0].family`; empty for the document itself.
    package let key: String
    package let message: String

    package init(file: String, line: Int, column: Int, key: String, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.message = message
    }

    package var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return key.isEmpty ? "\(place): \(message)" : "\(place): \(key): \(message)"
    }

    package var exitCode: ExitCode { line > 0 ? .badConfiguration : .noInput }
}
