import AirgapCore

/// Reads `images.assemble`; every fault goes to the project's collector.
///
/// ```yaml
/// assemble:
///   - dest: library/etcd:3.4
///     base: scratch
///     files:
///       - { package: etcd-server, path: /usr/bin/etcd }
///     libraries: true
///     entrypoint: [/usr/bin/etcd]
///     ports: [2379, 2380]
/// ```
enum AssemblyReader {
    private static let keys = [
        "dest", "base", "files", "libraries", "entrypoint", "cmd", "env", "user", "ports", "labels", "workdir",
    ]

    static func requests(_ nodes: [ConfigurationNode]) -> [AssemblyRequest] { nodes.compactMap(request) }

    private static func request(_ node: ConfigurationNode) -> AssemblyRequest? {
        guard let mapping = node.mapping(keys: keys) else { return nil }
        let name = mapping.required("dest")?.parsed(destination)
        let base = mapping["base"].map { $0.parsed(AssemblyBase.init) } ?? .scratch
        let nodes = mapping.list("files")
        let entries = nodes.compactMap(AssemblyEntryReader.entry)
        let settings = settings(mapping)
        if nodes.isEmpty, base == .scratch { node.fault("an image on scratch needs 'files'") }
        guard let name, let tag = name.tag, let base, entries.count == nodes.count else { return nil }
        return AssemblyRequest(
            repository: name.repository, tag: tag, base: base, files: entries,
            takesLibraries: mapping.flag("libraries"), settings: settings)
    }

    private static func destination(_ text: String) throws(ImageReferenceError) -> ImageName {
        let name = try ImageName(text)
        guard name.digest == nil else { throw .digestNotAllowed(text) }
        guard name.tag != nil else { throw .noTagOrDigest(text) }
        return name
    }

    private static func settings(_ mapping: ConfigurationMapping) -> ImageSettings {
        var settings = ImageSettings()
        settings.entrypoint = mapping["entrypoint"]?.texts()
        settings.command = mapping["cmd"]?.texts()
        settings.environment = pairs(mapping["env"]).map { [$0.name, $0.value] }
        settings.user = mapping.text("user")
        settings.workingFolder = mapping["workdir"]?.parsed(absolute)
        settings.ports = mapping.list("ports").compactMap { $0.parsed(port) }
        settings.labels = Dictionary(pairs(mapping["labels"]).map { ($0.name, $0.value) }) { $1 }
        return settings
    }

    private static func pairs(_ node: ConfigurationNode?) -> [(name: String, value: String)] {
        (node?.openMapping()?.entries ?? []).compactMap { entry in
            guard !entry.name.isEmpty, !entry.name.contains("=") else {
                entry.place.fault("not a name: \(Quoted(entry.name))")
                return nil
            }
            return entry.node.text().map { (entry.name, $0) }
        }
    }

    private static func absolute(_ text: String) throws(AssemblyEntryError) -> String {
        guard text.hasPrefix("/") else { throw .notAbsolute(text) }
        return text
    }

    /// `2379`, `2379/tcp`, `53/udp`.
    private static func port(_ text: String) throws(AssemblyEntryError) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let transport = parts.count == 2 ? String(parts[1]) : "tcp"
        guard parts.count <= 2, let first = parts.first, let number = UInt16(first), number > 0,
            ["tcp", "udp", "sctp"].contains(transport)
        else { throw .badPort(text) }
        return "\(number)/\(transport)"
    }
}
