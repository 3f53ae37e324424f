import AirgapCore
import SystemPackage

/// Reads the entries of `targets`.
struct TargetReader {
    private static let keys = [
        "id", "family", "repositories", "groups", "packages", "base", "recommends", "alternatives", "distribution",
    ]

    let project: ProjectConfiguration
    /// nil when packages.yaml is not needed or could not be read.
    let groups: PackageGroups?

    /// Reads one target; nil when it has a fault.
    func target(_ node: ConfigurationNode) -> TargetConfiguration? {
        guard let open = node.openMapping() else { return nil }
        let known = open.required("family").flatMap(family)
        let own = known.map { $0 == .deb ? ["codename"] : ["release", "streams"] }
        guard let mapping = node.mapping(keys: Self.keys + (own ?? ["codename", "release", "streams"])) else {
            return nil
        }
        // Of an unknown family, all that does not depend on it is read all the same: all faults at once.
        let family = known ?? .deb
        let id = mapping.required("id").flatMap(pathPart)
        let (local, remote) = repositories(mapping)
        let repositories: TargetRepositories =
            switch family {
            case .deb: .deb(known == nil ? [] : remote.compactMap(debRepository))
            case .rpm: .rpm(remote.compactMap(rpmRepository), streams: mapping.texts("streams"))
            }
        if case .rpm(let list, _) = repositories, Set(list.map(\.id)).count < list.count {
            mapping["repositories"]?.fault("two repositories have the same id")
        }
        let requests = requests(mapping, family)
        let options = ResolverOptions(
            takesRecommended: mapping.flag("recommends"),
            takesAllAlternatives: mapping["alternatives"].map { alternatives($0, family) } ?? false)
        let base = mapping["base"].map(base) ?? .none
        guard let id, known != nil else { return nil }
        return TargetConfiguration(
            id: id, repositories: repositories, localDirectories: local, requests: requests, base: base,
            options: options, distribution: mapping["distribution"].flatMap(pathPart),
            codename: mapping[family == .deb ? "codename" : "release"].flatMap(pathPart))
    }

    private func family(_ node: ConfigurationNode) -> PackageFamily? {
        guard let text = node.text() else { return nil }
        if let family = PackageFamily(rawValue: text) { return family }
        let known = PackageFamily.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        node.fault("unknown package family \(Quoted(text)); known: \(known)")
        return nil
    }

    /// Directories of this machine, and repositories to be asked.
    private func repositories(_ mapping: ConfigurationMapping) -> ([LocalDirectory], [ConfigurationNode]) {
        let nodes = mapping.required("repositories")?.list() ?? []
        if let list = mapping["repositories"], nodes.isEmpty { list.fault("at least one repository is needed") }
        var local: [LocalDirectory] = []
        var remote: [ConfigurationNode] = []
        for node in nodes {
            if case .mapping = node.value.content, node.openMapping()?["path"] != nil {
                if let directory = localDirectory(node) { local.append(directory) }
            } else {
                remote.append(node)
            }
        }
        return (local, remote)
    }

    private func localDirectory(_ node: ConfigurationNode) -> LocalDirectory? {
        guard let mapping = node.mapping(keys: ["path", "priority"]), let text = mapping.requiredText("path") else {
            return nil
        }
        return LocalDirectory(
            written: text, path: project.path(text), priority: mapping["priority"].flatMap(number))
    }

    private func base(_ node: ConfigurationNode) -> BaseSet {
        if case .mapping = node.value.content {
            guard let text = node.mapping(keys: ["assume"])?.requiredText("assume") else { return .none }
            return .assume(written: text, path: project.path(text))
        }
        switch node.text() {
        case "include": return .include
        case "none", nil: return .none
        case let other?:
            node.fault("\(Quoted(other)) is none of 'none', 'include', '{ assume: FILE }'")
            return .none
        }
    }

    private func alternatives(_ node: ConfigurationNode, _ family: PackageFamily) -> Bool {
        guard family == .deb else {
            node.fault("only deb packages have alternatives")
            return false
        }
        switch node.text() {
        case "all": return true
        case "first", nil: return false
        case let other?:
            node.fault("\(Quoted(other)) is neither 'first' nor 'all'")
            return false
        }
    }

    /// A name that becomes a part of paths.
    func pathPart(_ node: ConfigurationNode) -> String? {
        guard let text = node.text() else { return nil }
        if let part = PathPart.checked(text) { return part }
        let reserved = PathPart.reserved.sorted().joined(separator: ", ")
        node.fault(
            "\(Quoted(text)) may hold lower-case letters, digits, '.', '-', '_', '+' only, at most 64, and not be one of \(reserved)"
        )
        return nil
    }

    func keyringFile(_ node: ConfigurationNode) -> KeyringFile? {
        node.text().map { KeyringFile(written: $0, path: project.path($0)) }
    }

    /// Whether the user takes a repository without any signature.
    func trusted(_ mapping: ConfigurationMapping, hasKey: Bool, key: String) -> Bool {
        guard let node = mapping["trusted"], node.flag() == true else { return false }
        if hasKey { node.fault("either a key in '\(key)' or 'trusted: true', not both") }
        return true
    }

    func missingKey(_ mapping: ConfigurationMapping, _ key: String) {
        mapping.node.fault(
            "'\(key)' is missing: without a key nothing can be proved; write 'trusted: true' to take it all the same")
    }

    /// A priority.
    func number(_ node: ConfigurationNode) -> Int? {
        node.parsed { text in
            guard let number = Int(text), (-10_000...10_000).contains(number) else { throw NumberError(text: text) }
            return number
        }
    }

    private func requests(_ mapping: ConfigurationMapping, _ family: PackageFamily) -> [PackageRequest] {
        var nodes: [ConfigurationNode] = []
        for group in mapping.list("groups") {
            guard let name = group.text(), let groups else { continue }
            nodes += groups.entries(of: name, namedBy: group)
        }
        nodes += mapping.list("packages")
        if mapping["groups"] == nil, nodes.isEmpty { mapping.node.fault("'groups' or 'packages' is needed") }
        let parse = { (text: String) throws(PackageRequestError) in try PackageRequest(text, family) }
        let pinned = Set(
            nodes.compactMap { node in Self.quietly(node, family).flatMap { $0.pin == nil ? nil : $0.name } })
        var result: [PackageRequest] = []
        for request in nodes.compactMap({ node in node.parsed(parse) })
        where !result.contains(request) && (request.pin != nil || !pinned.contains(request.name)) {
            result.append(request)
        }
        return result
    }

    /// A request without reporting its faults, which are reported when it is read for good.
    private static func quietly(_ node: ConfigurationNode, _ family: PackageFamily) -> PackageRequest? {
        guard case .scalar(let text, _) = node.value.content else { return nil }
        return try? PackageRequest(text, family)
    }
}
