/// Where a text stands: `templates/download.yml:17:21`.
package struct TemplatePlace: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it; empty for a text that stands in none.
    package let file: String
    /// From 1.
    package let line: Int
    /// From 1, counted in Unicode scalars.
    package let column: Int

    /// - Parameters:
    ///   - file: as the user named it; empty for a text that stands in no file.
    ///   - line: from 1.
    ///   - column: from 1.
    package init(file: String = "", line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, without the file when there is none.
    package var description: String { file.isEmpty ? "\(line):\(column)" : "\(file):\(line):\(column)" }
}
