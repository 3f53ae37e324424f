/// A text that is not YAML, with the place of the fault.
package struct YAMLReadError: Error, Equatable {
    /// From 1.
    package let line: Int
    /// From 1.
    package let column: Int
    package let reason: String

    package init(line: Int, column: Int, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }
}
