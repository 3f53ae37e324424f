import AirgapCore

/// Reads the entries of `files.extra` and of `tools`.
struct FileEntryReader {
    /// The keys of an entry.
    static let keys = [
        "url", "urls", "path", "to", "sha256", "sha512", "sha256_url", "checksum_url", "checksum_file", "checksum",
        "signature", "signed_by", "allow_http", "executable", "unpack", "arch",
    ]

    let project: ProjectConfiguration
    /// Tools stand in one folder and are run; files stand below their host and are served.
    let isTools: Bool

    /// The entries of one element: a folder gives one for each of its files.
    func entries(_ node: ConfigurationNode) -> [FileEntry] {
        guard let mapping = node.mapping(keys: Self.keys) else { return [] }
        switch (mapping["url"], mapping["urls"], mapping["path"]) {
        case (let url?, nil, nil): return [remote([url], mapping)].compactMap { $0 }
        case (nil, let urls?, nil): return [remote(urls.list() ?? [], mapping)].compactMap { $0 }
        case (nil, nil, let path?): return LocalEntryReader(project: project, isTools: isTools).entries(path, mapping)
        default:
            node.fault("exactly one of 'url', 'urls' and 'path' is needed")
            return []
        }
    }

    private func remote(_ nodes: [ConfigurationNode], _ mapping: ConfigurationMapping) -> FileEntry? {
        let urls = nodes.compactMap { $0.parsed { try RemoteURL($0) } }
        if nodes.isEmpty { mapping["urls"]?.fault("at least one URL is needed") }
        let proof = FileProofReader(project: project).read(mapping, of: urls.first)
        let architecture = architecture(mapping)
        guard let first = urls.first, urls.count == nodes.count, let proof else { return nil }
        let placement = FilePlacement(mapping: mapping, isTools: isTools)
        guard let path = placement.path(of: first) else { return nil }
        let members = mapping["unpack"].map { placement.members($0, archive: first) }
        return FileEntry(
            origin: .remote(urls), checksum: proof.checksum, signature: proof.signature, path: path, members: members,
            allowsPlainHTTP: mapping.flag("allow_http"),
            isExecutable: mapping["executable"]?.flag() ?? (isTools ? true : members == nil ? false : nil),
            isForAnyArchitecture: architecture)
    }

    private func architecture(_ mapping: ConfigurationMapping) -> Bool {
        guard let node = mapping["arch"] else { return false }
        if node.text() != "any" { node.fault("only 'any' is known: without it, binaries must be for the bundle's") }
        return true
    }

    /// Reports files that would stand at one path.
    static func reportTwins(_ entries: [FileEntry], _ section: ConfigurationNode) {
        var seen: [RelativePath: FileEntry] = [:]
        for entry in entries {
            for path in entry.paths {
                if let first = seen.updateValue(entry, forKey: path), first != entry {
                    section.fault("\(first.name) and \(entry.name) would both stand at \(path)")
                }
            }
        }
    }
}
