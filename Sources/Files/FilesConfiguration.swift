import AirgapCore
import SystemPackage

/// The section `files:` of airgap.yaml.
///
/// ```yaml
/// files:
///   extra:
///     - { url: 'https://dl.example/{{ kube_version }}/kubectl', sha256: '…', executable: true }
///     - { url: 'https://dl.example/helm.tar.gz', sha256_url: 'https://dl.example/helm.tar.gz.sha256' }
///     - { path: drivers/x.run, to: nvidia/x.run }
/// ```
struct FilesConfiguration: Sendable {
    private static let keys = ["url", "sha256", "sha256_url", "path", "to", "allow_http", "executable"]

    let entries: [FileEntry]
    /// Relative local paths start here.
    let folder: FilePath

    /// - Returns: nil without the section, or with a fault in it.
    init?(project: ProjectConfiguration) {
        guard let section = project.section("files"), let mapping = section.mapping(keys: ["extra"]) else { return nil }
        let before = project.faultCount
        folder = project.folder
        entries = mapping.list("extra").compactMap { node in
            Self.entry(node, project)
        }
        Self.reportTwins(entries, section)
        if entries.isEmpty, project.faultCount == before { section.fault("no file is listed under 'extra'") }
        guard project.faultCount == before else { return nil }
    }

    var requestDigest: Digest {
        Digest(of: (try? JSONCoding.encode(entries)) ?? [])
    }

    private static func entry(_ node: ConfigurationNode, _ project: ProjectConfiguration) -> FileEntry? {
        guard let mapping = node.mapping(keys: keys) else { return nil }
        switch (mapping["url"], mapping["path"]) {
        case (let url?, nil): return remote(url, mapping)
        case (nil, let path?): return local(path, mapping, project)
        default:
            node.fault("exactly one of 'url' and 'path' is needed")
            return nil
        }
    }

    private static func remote(_ node: ConfigurationNode, _ mapping: ConfigurationMapping) -> FileEntry? {
        let url = node.parsed { try RemoteURL($0) }
        let checksum = checksum(mapping)
        let allowsHTTP = mapping.flag("allow_http")
        if case .file(let source)? = checksum, !source.isSecure, !allowsHTTP {
            mapping["sha256_url"]?.fault("plain http, and nothing vouches for it: use https, or set allow_http: true")
        }
        guard let url, let checksum else { return nil }
        let path =
            mapping["to"].map { $0.parsed { try RelativePath($0) } } ?? node.parsed { _ in try treePath(of: url) }
        guard let path else { return nil }
        return FileEntry(
            origin: .url(url, checksum), path: path, allowsPlainHTTP: allowsHTTP,
            isExecutable: mapping.flag("executable"))
    }

    private static func checksum(_ mapping: ConfigurationMapping) -> FileEntry.Checksum? {
        switch (mapping["sha256"], mapping["sha256_url"]) {
        case (let node?, nil):
            return node.parsed { text in
                .sha256(text.hasPrefix("sha256:") ? try Digest(text) : try Digest(hex: text.lowercased()))
            }
        case (nil, let node?): return node.parsed { .file(try RemoteURL($0)) }
        default:
            mapping.node.fault("exactly one of 'sha256' and 'sha256_url' is needed")
            return nil
        }
    }

    private static func local(
        _ node: ConfigurationNode, _ mapping: ConfigurationMapping, _ project: ProjectConfiguration
    ) -> FileEntry? {
        for key in ["sha256", "sha256_url", "allow_http"] {
            mapping[key]?.fault("not for a local file")
        }
        let target = mapping.required("to")?.parsed { try RelativePath($0) }
        guard let text = node.text(), let target else { return nil }
        do {
            guard try FileSystem.status(project.path(text)) != nil else {
                node.fault("no such file: \(Quoted(text))")
                return nil
            }
        } catch {
            node.fault("\(error)")
        }
        return FileEntry(
            origin: .local(text), path: target, allowsPlainHTTP: false, isExecutable: mapping.flag("executable"))
    }

    /// `<host>/<path>`, percent escapes decoded, as a file server will be asked for it.
    static func treePath(of url: RemoteURL) throws -> RelativePath {
        let host = url.authority.replacing(":", with: "_")
        let decoded = PercentEncoding.decode(url.path) ?? url.path
        return try RelativePath(host + decoded)
    }

    private static func reportTwins(_ entries: [FileEntry], _ section: ConfigurationNode) {
        var seen: [RelativePath: FileEntry] = [:]
        for entry in entries {
            if let first = seen.updateValue(entry, forKey: entry.path), first != entry {
                section.fault("\(first.name) and \(entry.name) would both stand at \(entry.path)")
            }
        }
    }
}
