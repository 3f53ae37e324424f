import Templates

/// A text file with one entry a line; `#` at the beginning of a line or behind white space begins a comment.
struct PlainList {
    struct Line {
        /// With its variables filled in.
        let text: String
        let place: TemplatePlace
    }

    /// As the user named it.
    let file: String
    /// The key that names it.
    let node: ConfigurationNode

    /// The entries; faults go to the collector.
    func lines(in project: ProjectConfiguration) -> [Line] {
        (project.lines(at: file, namedBy: node) ?? []).compactMap { line -> Line? in
            let text = Self.withoutComment(line.text)
            guard !text.isEmpty else { return nil }
            let place = TemplatePlace(file: file, line: line.number, column: 1)
            do throws(TemplateError) {
                return Line(text: try project.variables.expand(TemplateText(text, place: place)), place: place)
            } catch {
                project.fault(file: file, line: line.number, column: error.origin.column, "\(error)")
                return nil
            }
        }
    }

    private static func withoutComment(_ line: String) -> String {
        var kept = ""
        var afterSpace = true
        for character in line {
            if character == "#", afterSpace { break }
            afterSpace = character.isWhitespace
            kept.append(character)
        }
        let trimmed = kept.drop(while: \.isWhitespace)
        return String(trimmed.reversed().drop(while: \.isWhitespace).reversed())
    }
}
