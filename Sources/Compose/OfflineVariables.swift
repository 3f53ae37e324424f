import AirgapCore

/// The variables that let kubespray take everything from the site: where its files and images are, in the versions that
/// the bundle has. `files_repo` and `registry_host` are known at the site.
struct OfflineVariables {
    private let values: [String: String]

    /// - Parameters:
    ///   - project: its lists of files and images are read; what is wrong there, their modules report.
    ///   - origins: names of the world that a list of images has.
    init(project: ProjectConfiguration, origins: SiteOrigins) {
        var values = Self.lists("files", project, ["_download_url", "_version"])
            .merging(Self.lists("images", project, ["_image_repo", "_image_name", "_image_tag", "_version"])) { $1 }
        for (name, text) in values {
            if name.hasSuffix("_download_url") {
                values[name] = (try? RemoteURL(text)).map(Self.place)
            } else if name.hasSuffix("_image_repo") || name.hasSuffix("_image_name") {
                values[name] = "{{ registry_host }}/" + Self.image(text, origins)
            }
        }
        self.values = values
    }

    /// The file's lines, sorted; empty without lists.
    var yaml: String {
        values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, value in
            // A JSON string is a YAML string too; the writer ends it with a line end.
            "\(name): \(String(decoding: JSONWriter.bytes(of: .string(value)), as: UTF8.self))"
        }.joined()
    }

    /// Where the files module puts a file of a list.
    private static func place(_ url: RemoteURL) -> String {
        "{{ files_repo }}/\(url.authority.replacing(":", with: "_"))\(url.path)"
    }

    /// An image's name at the site; a tag stays behind it.
    private static func image(_ text: String, _ origins: SiteOrigins) -> String {
        guard let destination = origins.destination(of: text) else { return text }
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else { return destination }
        return destination + text[colon...]
    }

    private static func lists(_ key: String, _ project: ProjectConfiguration, _ suffixes: [String]) -> [String: String]
    {
        guard let section = project.section(key), case .mapping = section.value.content,
            let lists = section.openMapping()?["lists"], case .list = lists.value.content
        else { return [:] }
        return SourceListReader(project: project).texts(endingWith: suffixes, in: lists.list() ?? [])
    }
}
