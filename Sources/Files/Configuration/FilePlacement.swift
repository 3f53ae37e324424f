import AirgapCore

/// Decides where a download and the members of an archive stand.
struct FilePlacement {
    let mapping: ConfigurationMapping
    let isTools: Bool

    /// The file's own path: `to`, or `<host>/<path>` as a file server will be asked for it; a tool's is its name.
    func path(of url: RemoteURL) -> RelativePath? {
        if mapping["unpack"] == nil, let to = mapping["to"] { return to.parsed { try RelativePath($0) } }
        let node = mapping["url"] ?? mapping["urls"]
        do {
            let whole = try Self.treePath(of: url)
            return isTools ? try RelativePath(whole.name) : whole
        } catch {
            node?.fault("\(error)")
            return nil
        }
    }

    /// The members that `unpack` names.
    func members(_ node: ConfigurationNode, archive url: RemoteURL) -> [FileEntry.Member] {
        let elements: [ConfigurationNode]
        if case .list = node.value.content { elements = node.list() ?? [] } else { elements = [node] }
        if elements.isEmpty { node.fault("at least one member is needed") }
        return elements.compactMap { member($0, archive: url, isOnly: elements.count == 1) }
    }

    private func member(_ node: ConfigurationNode, archive url: RemoteURL, isOnly: Bool) -> FileEntry.Member? {
        var name = node
        var own: ConfigurationNode?
        if case .mapping = node.value.content {
            guard let mapping = node.mapping(keys: ["member", "to"]), let required = mapping.required("member") else {
                return nil
            }
            (name, own) = (required, mapping["to"])
        }
        guard let member = name.parsed({ try Self.memberName($0) }) else { return nil }
        if let own { return path(own, member).map { FileEntry.Member(name: member.description, path: $0) } }
        if let to = mapping["to"] {
            let isFolder = !isOnly || (to.text()?.hasSuffix("/") ?? false)
            return path(to, isFolder ? member : nil).map { FileEntry.Member(name: member.description, path: $0) }
        }
        let place = name.parsed { _ in
            let folder = try Self.treePath(of: url).components.dropLast().joined(separator: "/")
            return try RelativePath(isTools || folder.isEmpty ? member.name : folder + "/" + member.name)
        }
        return place.map { FileEntry.Member(name: member.description, path: $0) }
    }

    /// A path as written; with a member, the folder that gets it.
    private func path(_ node: ConfigurationNode, _ member: RelativePath?) -> RelativePath? {
        node.parsed { text in
            let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
            let isFolder = text.hasSuffix("/") || node.key == mapping["to"]?.key
            guard let member, isFolder else { return try RelativePath(trimmed) }
            return try RelativePath(trimmed + "/" + member.name)
        }
    }

    private static func memberName(_ text: String) throws -> RelativePath {
        try RelativePath(text.hasPrefix("./") ? String(text.dropFirst(2)) : text)
    }

    /// `<host>/<path>`, percent escapes decoded.
    static func treePath(of url: RemoteURL) throws -> RelativePath {
        let host = url.authority.replacing(":", with: "_")
        let decoded = PercentEncoding.decode(url.path) ?? url.path
        return try RelativePath(host + decoded)
    }
}
