import AirgapCore

/// Collects what `list` and `lists` name, with the place of each text.
struct ImageListReader {
    let project: ProjectConfiguration

    /// The entries of `list`, then those of the files in `lists`.
    func read(_ section: ConfigurationMapping) -> [ListedImage] {
        var images: [ListedImage] = section.list("list").compactMap { node in
            node.text().map { ListedImage(text: $0, fault: node.fault) }
        }
        // The deployer's image is named in its own section.
        if let node = project.section("kubespray")?.openMapping()?["image"], let text = node.text() {
            images.append(ListedImage(text: text, fault: node.fault))
        }
        for node in section.list("lists") {
            guard let file = node.text() else { continue }
            images += read(file, namedBy: node)
        }
        return images
    }

    /// A list file: one image a line, `#` begins a comment, blank lines are fine.
    private func read(_ file: String, namedBy node: ConfigurationNode) -> [ListedImage] {
        (project.lines(at: file, namedBy: node) ?? []).compactMap { line in
            let content = line.text.prefix { $0 != "#" }
            let text = String(content.drop(while: Self.isSpace).reversed().drop(while: Self.isSpace).reversed())
            guard !text.isEmpty else { return nil }
            let fault = { project.fault(file: file, line: line.number, $0) }
            do {
                return ListedImage(text: try project.variables.expand(text), fault: fault)
            } catch {
                fault("\(error)")
                return nil
            }
        }
    }

    private static func isSpace(_ character: Character) -> Bool { character.isWhitespace }
}
