import Templates

/// The variables of all YAML lists of one key, and what they list.
///
/// Two forms: variables named `*_download_url`, `*_image_repo` with `*_image_tag`, or `*_image_name`; and a mapping
/// `downloads`. What the mapping refers to, the mapping decides.
struct VariableLists {
    let project: ProjectConfiguration
    let variables: Variables
    /// The names that the lists define, with the places of their values.
    let places: [String: TemplatePlace]
    let downloads: [DownloadEntry]
    /// Every name that an entry of `downloads` mentions.
    private let mentioned: Set<String>

    /// - Returns: nil for no documents at all.
    init?(_ documents: [ConfigurationNode], project: ProjectConfiguration) {
        guard !documents.isEmpty else { return nil }
        var values: [String: TemplateValue] = [:]
        var places: [String: TemplatePlace] = [:]
        var downloads: [DownloadEntry] = []
        for document in documents {
            for entry in document.openMapping()?.entries ?? [] {
                let value = TemplateValue(entry.node.value, name: entry.name, file: document.file)
                values[entry.name] = value
                places[entry.name] = entry.node.place
                guard entry.name == "downloads" else { continue }
                downloads += (entry.node.openMapping()?.entries ?? []).map { DownloadEntry($0) }
            }
        }
        self.project = project
        self.places = places
        self.downloads = downloads
        variables = Variables(TemplateVariables(values)).merging(project.variables)
        mentioned = downloads.reduce(into: []) { $0.formUnion($1.mentioned) }
    }

    /// The files of both forms.
    func files() -> [ListedFile] {
        downloads.compactMap(file)
            + names(endingWith: "_download_url").compactMap { name in
                guard let place = places[name], let urls = texts(of: name, at: place), !urls.isEmpty else { return nil }
                return ListedFile(urls: urls, checksum: checksum(beside: String(name.dropLast(13))), place: place)
            }
    }

    /// The images of both forms.
    func images() -> [ListedImageName] {
        let named = names(endingWith: "_image_name")
        let stems = Set(named.map { $0.dropLast(11) })
        let parted = names(endingWith: "_image_repo").filter { name in
            !stems.contains(name.dropLast(11)) && variables.values["\(name.dropLast(5))_tag"] != nil
        }
        return downloads.compactMap(image)
            + named.compactMap { name in
                guard let place = places[name], let text = text(of: name, at: place) else { return nil }
                return ListedImageName(text: text, place: place)
            }
            + parted.compactMap { name in
                let tagName = "\(name.dropLast(5))_tag"
                guard let place = places[name], let repository = text(of: name, at: place),
                    let tag = text(of: tagName, at: places[tagName] ?? place)
                else { return nil }
                return ListedImageName(text: "\(repository):\(tag)", place: place)
            }
    }

    /// The names of a form that `downloads` does not decide about, sorted.
    private func names(endingWith suffix: String) -> [String] {
        let stem = suffix.hasPrefix("_image_") ? 11 : nil
        return places.keys.filter { name in
            guard name.hasSuffix(suffix), name.utf8.count > suffix.utf8.count else { return false }
            guard let stem else { return !mentioned.contains(name) }
            // An image's name, repository and tag belong together.
            let base = name.dropLast(stem)
            return !["_image_name", "_image_repo", "_image_tag"].contains { mentioned.contains(base + $0) }
        }.sorted()
    }
}
