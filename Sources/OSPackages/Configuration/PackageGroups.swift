import AirgapCore

/// packages.yaml: groups of packages as lists, nested groups as mappings, addressed `kubespray.common`.
struct PackageGroups {
    private var groups: [String: [ConfigurationNode]] = [:]
    /// Names that hold groups and are none themselves.
    private var holders: Set<String> = []

    /// Reads the file; what is neither list nor mapping is a fault.
    init?(_ document: ConfigurationNode) {
        guard let top = document.openMapping() else { return nil }
        read(top, prefix: "")
    }

    /// The entries of a group; a group that does not exist is a fault at the place that names it.
    func entries(of group: String, namedBy node: ConfigurationNode) -> [ConfigurationNode] {
        if let found = groups[group] { return found }
        if holders.contains(group) {
            let inside = groups.keys.filter { $0.hasPrefix(group + ".") }.sorted()
            node.fault("\(Quoted(group)) holds groups, name one of them: \(inside.joined(separator: ", "))")
        } else {
            let near = NearestName.matches(for: group, among: groups.keys.sorted()).first
            let known = groups.keys.sorted().joined(separator: ", ")
            node.fault("no group \(Quoted(group)); " + (near.map { "did you mean '\($0)'?" } ?? "there are: \(known)"))
        }
        return []
    }

    private mutating func read(_ mapping: ConfigurationMapping, prefix: String) {
        for entry in mapping.entries {
            let name = prefix + entry.name
            switch entry.node.value.content {
            case .mapping where prefix.utf8.filter({ $0 == UInt8(ascii: ".") }).count >= 8:
                entry.place.fault("groups are nested too deeply")
            case .mapping:
                holders.insert(name)
                if let inner = entry.node.openMapping() { read(inner, prefix: name + ".") }
            case .list, .scalar: groups[name] = entry.node.list() ?? []
            }
        }
    }
}
