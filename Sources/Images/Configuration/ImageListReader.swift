import AirgapCore
import Templates

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
        images += SourceListReader(project: project).images(section.list("lists")).map { image in
            let place = image.place
            return ListedImage(text: image.text) {
                project.fault(file: place.file, line: place.line, column: place.column, $0)
            }
        }
        return images
    }
}
