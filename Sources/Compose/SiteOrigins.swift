import AirgapCore

/// Which image of the world is which image of the site, for servers that are asked for original names.
///
/// It is read from `images_origin.yaml`; what is wrong there, the images module reports.
struct SiteOrigins {
    /// One entry of the file.
    private struct Entry: Comparable {
        /// `quay.io`.
        let registry: String
        /// `calico/node`.
        let repository: String
        /// Empty for all tags.
        let tag: String
        /// `library/calico-node`.
        let destination: String
        let destinationTag: String

        /// Entries for a tag come before the one for the whole repository.
        static func < (left: Entry, right: Entry) -> Bool {
            (left.registry, left.repository, left.tag.isEmpty ? 1 : 0, left.tag, left.destination)
                < (right.registry, right.repository, right.tag.isEmpty ? 1 : 0, right.tag, right.destination)
        }
    }

    private let entries: [Entry]

    init(project: ProjectConfiguration) {
        guard let images = project.section("images"), case .mapping = images.value.content,
            let origin = images.openMapping()?["origin"], let file = origin.text(),
            let document = project.document(at: file, namedBy: origin), case .list = document.value.content
        else {
            entries = []
            return
        }
        entries = (document.list() ?? []).compactMap(Self.entry).sorted()
    }

    /// `registry repository[:tag] destination[:tag]`, an entry a line.
    var lines: String {
        entries.map { entry in
            let source = entry.repository + (entry.tag.isEmpty ? "" : ":" + entry.tag)
            let target = entry.destination + (entry.destinationTag.isEmpty ? "" : ":" + entry.destinationTag)
            return "\(entry.registry) \(source) \(target)"
        }.joined(separator: "\n")
    }

    /// Lines of nginx's `map "$arg_ns $uri"`: `/v2/calico/node/…` asked for with `ns=quay.io` is `/v2/library/calico-node/…`.
    var nginxMap: String {
        var seen: Set<String> = []
        var tagged: [String] = []
        var whole: [String] = []
        for entry in entries {
            let source = Self.escaped(entry.registry) + " /v2/" + Self.escaped(entry.repository)
            if !entry.tag.isEmpty {
                let target = entry.destinationTag.isEmpty ? entry.tag : entry.destinationTag
                tagged.append(
                    "\"~^\(source)/manifests/\(Self.escaped(entry.tag))$\" /v2/\(entry.destination)/manifests/\(target);"
                )
            }
        }
        // Digests and blobs carry no tag: an entry for the whole repository comes first, else the first with a tag.
        for entry in entries.filter(\.tag.isEmpty) + entries.filter({ !$0.tag.isEmpty }) {
            let source = Self.escaped(entry.registry) + " /v2/" + Self.escaped(entry.repository)
            guard seen.insert(source).inserted else { continue }
            whole.append(
                "\"~^\(source)/(?<rest>(manifests|blobs|tags|referrers)/.+)$\" /v2/\(entry.destination)/$rest;")
        }
        return (tagged + whole).joined(separator: "\n")
    }

    /// What an image or repository of the world is called here, without its tag; nil when nothing maps it.
    func destination(of image: String) -> String? {
        guard let (registry, repository, _) = Self.source(image) else { return nil }
        return entries.first { $0.registry == registry && $0.repository == repository }?.destination
    }

    private static func entry(_ node: ConfigurationNode) -> Entry? {
        guard case .mapping = node.value.content, let mapping = node.openMapping(), let source = mapping["src"],
            let target = mapping["dest"], case .scalar = source.value.content, case .scalar = target.value.content,
            let (registry, repository, tag) = source.text().flatMap(Self.source), let destination = target.text()
        else { return nil }
        let (name, destinationTag) = split(destination)
        guard isName(name), isTag(destinationTag) else { return nil }
        return Entry(
            registry: registry, repository: repository, tag: tag.isEmpty ? destinationTag : tag, destination: name,
            destinationTag: destinationTag.isEmpty ? tag : destinationTag)
    }

    /// Registry, repository and tag, with what docker leaves out.
    private static func source(_ text: String) -> (registry: String, repository: String, tag: String)? {
        var registry = "docker.io"
        var rest = text[...]
        if let slash = text.firstIndex(of: "/") {
            let first = text[..<slash]
            if first.contains(".") || first.contains(":") || first == "localhost" {
                registry = String(first)
                rest = text[text.index(after: slash)...]
            }
        }
        if ["index.docker.io", "registry-1.docker.io"].contains(registry) { registry = "docker.io" }
        var (name, tag) = split(String(rest))
        if registry == "docker.io", !name.contains("/") { name = "library/" + name }
        guard isName(name), isTag(tag), isName(registry.replacing(":", with: "")) else { return nil }
        return (registry, name, tag)
    }

    private static func split(_ text: String) -> (name: String, tag: String) {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else { return (text, "") }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { byte in isWord(byte) || byte == UInt8(ascii: "/") }
    }

    private static func isTag(_ text: String) -> Bool { text.utf8.allSatisfy(isWord) }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// For a regular expression; other letters do not occur.
    private static func escaped(_ text: String) -> String { text.replacing(".", with: "\\.") }
}
