import Templates

/// Reads the lists of files and images that a project names.
///
/// A list is a YAML file of variables, as kubespray's `download.yml`, or a plain text file with one entry a line. All
/// YAML files of one key share their variables; the project's own variables win over them. See docs/lists.md.
package struct SourceListReader {
    private let project: ProjectConfiguration

    package init(project: ProjectConfiguration) {
        self.project = project
    }

    /// The files of the lists that the nodes name, each URL once; every fault goes to the collector.
    package func files(_ nodes: [ConfigurationNode]) -> [ListedFile] {
        let lists = read(nodes)
        var found: [ListedFile] = []
        if let variables = VariableLists(lists.documents, project: project) { found = variables.files() }
        for list in lists.plain { found += list.lines(in: project).compactMap(plainFile) }
        return unique(found)
    }

    /// The images of the lists that the nodes name, each once; every fault goes to the collector.
    package func images(_ nodes: [ConfigurationNode]) -> [ListedImageName] {
        let lists = read(nodes)
        var found: [ListedImageName] = []
        if let variables = VariableLists(lists.documents, project: project) { found = variables.images() }
        for list in lists.plain {
            found += list.lines(in: project).map { ListedImageName(text: $0.text, place: $0.place) }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.text).inserted }
    }

    /// The text of a variable that the lists of the nodes define; nil when they do not, or when it cannot be evaluated.
    package func variable(_ name: String, in nodes: [ConfigurationNode]) -> String? {
        guard let lists = VariableLists(read(nodes).documents, project: project), lists.places[name] != nil else {
            return nil
        }
        return try? lists.variables.expand("{{ \(name) }}")
    }

    /// The texts of the variables that the lists define and whose names end in one of the suffixes, by name; of a list,
    /// the first. What cannot be evaluated is left out: whoever needs it reports it.
    package func texts(endingWith suffixes: [String], in nodes: [ConfigurationNode]) -> [String: String] {
        guard let lists = VariableLists(read(nodes).documents, project: project) else { return [:] }
        var result: [String: String] = [:]
        for name in lists.places.keys where suffixes.contains(where: name.hasSuffix) {
            result[name] =
                (try? lists.variables.expand("{{ \(name) }}")) ?? (try? lists.variables.expand("{{ \(name)[0] }}"))
        }
        return result
    }

    private func read(_ nodes: [ConfigurationNode]) -> (documents: [ConfigurationNode], plain: [PlainList]) {
        var documents: [ConfigurationNode] = []
        var plain: [PlainList] = []
        for node in nodes {
            guard let file = node.text() else { continue }
            if file.hasSuffix(".yml") || file.hasSuffix(".yaml") {
                if let document = project.document(at: file, namedBy: node) { documents.append(document) }
            } else {
                plain.append(PlainList(file: file, node: node))
            }
        }
        return (documents, plain)
    }

    /// `URL`, or `URL checksum`.
    private func plainFile(_ line: PlainList.Line) -> ListedFile? {
        let fields = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let url = fields.first, fields.count <= 2 else {
            fault("expected a URL, or a URL and its checksum, found \(Quoted(line.text))", at: line.place)
            return nil
        }
        guard fields.count == 2 else { return ListedFile(urls: [url], checksum: nil, place: line.place) }
        return ListedFile(urls: [url], checksum: VariableLists.checksum(of: fields[1]), place: line.place)
    }

    /// One file for each URL; a checksum that one listing has holds for all.
    private func unique(_ files: [ListedFile]) -> [ListedFile] {
        var order: [String] = []
        var found: [String: ListedFile] = [:]
        for file in files {
            let key = file.urls[0]
            guard let first = found[key] else {
                order.append(key)
                found[key] = file
                continue
            }
            if let sum = file.checksum, let other = first.checksum, sum != other {
                fault("\(Quoted(key)) is listed with another checksum at \(first.place)", at: file.place)
            }
            if first.checksum == nil { found[key] = file }
        }
        return order.compactMap { found[$0] }
    }

    private func fault(_ message: String, at place: TemplatePlace) {
        project.fault(file: place.file, line: place.line, column: place.column, message)
    }
}
