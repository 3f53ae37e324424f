import Templates

/// An entry of the mapping `downloads`.
struct DownloadEntry {
    /// `downloads.etcd`
    let name: String
    let place: TemplatePlace
    private let values: [String: TemplateValue]
    private let texts: [String]

    init(_ entry: ConfigurationMapping.Entry) {
        name = entry.node.key
        place = entry.node.place
        var values: [String: TemplateValue] = [:]
        var texts: [String] = []
        for field in entry.node.openMapping()?.entries ?? [] {
            values[field.name] = TemplateValue(field.node.value, name: field.node.key, file: field.node.file)
            if case .scalar(let text, _) = field.node.value.content { texts.append(text) }
        }
        self.values = values
        self.texts = texts
    }

    subscript(_ field: String) -> TemplateValue? {
        guard let value = values[field] else { return nil }
        if case .none = value { return nil }
        return value
    }

    /// Every word of the entry's texts that could be a variable.
    var mentioned: Set<String> {
        var words: Set<String> = []
        for text in texts where TemplateText.isTemplate(text) {
            let parts = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "_" }
            words.formUnion(parts.map(String.init))
        }
        return words
    }
}

extension VariableLists {
    /// The file of an entry; nil for an image, and for one that is not enabled.
    func file(_ entry: DownloadEntry) -> ListedFile? {
        guard isEnabled(entry), !flag("container", entry, otherwise: false), let url = entry["url"],
            flag("file", entry, otherwise: true), let urls = texts(url, of: "\(entry.name).url", at: entry.place),
            !urls.isEmpty, !urls.contains("")
        else { return nil }
        return ListedFile(urls: urls, checksum: checksum(entry), place: entry.place)
    }

    /// The image of an entry; nil for a file, and for one that is not enabled.
    func image(_ entry: DownloadEntry) -> ListedImageName? {
        guard isEnabled(entry), flag("container", entry, otherwise: false) else { return nil }
        guard let repository = text("repo", entry), let tag = text("tag", entry) else { return nil }
        var name = "\(repository):\(tag)"
        if case .digest(let digest)? = checksum(entry) {
            name += digest.contains(":") ? "@\(digest)" : "@sha256:\(digest)"
        }
        return ListedImageName(text: name, place: entry.place)
    }

    private func isEnabled(_ entry: DownloadEntry) -> Bool { flag("enabled", entry, otherwise: true) }

    private func flag(_ field: String, _ entry: DownloadEntry, otherwise: Bool) -> Bool {
        guard let value = entry[field] else { return otherwise }
        return holds(value, of: "\(entry.name).\(field)", at: entry.place) ?? false
    }

    private func text(_ field: String, _ entry: DownloadEntry) -> String? {
        guard let value = entry[field] else {
            fault("\(entry.name): '\(field)' is missing", at: entry.place)
            return nil
        }
        return texts(value, of: "\(entry.name).\(field)", at: entry.place)?.first
    }

    private func checksum(_ entry: DownloadEntry) -> ListedFile.Checksum? {
        if let value = entry["checksum"],
            let found = checksum(value, of: "\(entry.name).checksum", at: entry.place)
        {
            return found
        }
        guard let value = entry["checksum_url"] else { return nil }
        return texts(value, of: "\(entry.name).checksum_url", at: entry.place)?.first.map { .url($0) }
    }
}
