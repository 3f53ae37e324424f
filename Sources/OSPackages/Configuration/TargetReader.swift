import AirgapCore
import SystemPackage

/// Reads the entries of `targets`.
struct TargetReader {
    private static let keys = [
        "id", "family", "repositories", "groups", "packages", "base", "distribution", "codename",
    ]
    private static let repositoryKeys = ["url", "suites", "components", "signed_by", "check_date"]

    let project: ProjectConfiguration
    /// nil when packages.yaml is not needed or could not be read.
    let groups: PackageGroups?

    /// Reads one target; nil when it has a fault.
    func target(_ node: ConfigurationNode) -> TargetConfiguration? {
        guard let mapping = node.mapping(keys: Self.keys) else { return nil }
        let id = mapping.required("id").flatMap(pathPart)
        let family = mapping.required("family").flatMap(family)
        if let base = mapping["base"], let text = base.text(), text != "none" {
            base.fault("\(Quoted(text)) is not supported yet: only 'none', the closure from an empty system")
        }
        let distribution = mapping["distribution"].flatMap(pathPart)
        let codename = mapping["codename"].flatMap(pathPart)
        let requests = requests(mapping)
        let repositories = mapping.required("repositories")?.list() ?? []
        if let list = mapping["repositories"], repositories.isEmpty { list.fault("at least one repository is needed") }
        let read = family == .deb ? repositories.compactMap(repository) : []
        guard let id, let family else { return nil }
        return TargetConfiguration(
            id: id, family: family, repositories: read, requests: requests, distribution: distribution,
            codename: codename)
    }

    private func family(_ node: ConfigurationNode) -> PackageFamily? {
        guard let text = node.text() else { return nil }
        if let family = PackageFamily(rawValue: text) { return family }
        let known = PackageFamily.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        node.fault(
            text == "rpm"
                ? "this version cannot resolve rpm packages yet; it knows \(known)"
                : "unknown package family \(Quoted(text)); known: \(known)")
        return nil
    }

    private func pathPart(_ node: ConfigurationNode) -> String? {
        guard let text = node.text() else { return nil }
        if let part = PathPart.checked(text) { return part }
        let reserved = PathPart.reserved.sorted().joined(separator: ", ")
        node.fault(
            "\(Quoted(text)) may hold lower-case letters, digits, '.', '-', '_', '+' only, at most 64, and not be one of \(reserved)"
        )
        return nil
    }

    private func requests(_ mapping: ConfigurationMapping) -> [PackageRequest] {
        var nodes: [ConfigurationNode] = []
        for group in mapping.list("groups") {
            guard let name = group.text(), let groups else { continue }
            nodes += groups.entries(of: name, namedBy: group)
        }
        nodes += mapping.list("packages")
        if mapping["groups"] == nil, nodes.isEmpty { mapping.node.fault("'groups' or 'packages' is needed") }
        let pinned = Set(nodes.compactMap { node in Self.quietly(node).flatMap { $0.pin == nil ? nil : $0.name } })
        var result: [PackageRequest] = []
        for request in nodes.compactMap({ node in node.parsed(PackageRequest.init) })
        where !result.contains(request) && (request.pin != nil || !pinned.contains(request.name)) {
            result.append(request)
        }
        return result
    }

    /// A request without reporting its faults, which are reported when it is read for good.
    private static func quietly(_ node: ConfigurationNode) -> PackageRequest? {
        guard case .scalar(let text, _) = node.value.content else { return nil }
        return try? PackageRequest(text)
    }

    private func repository(_ node: ConfigurationNode) -> DebRepository? {
        guard let mapping = node.mapping(keys: Self.repositoryKeys) else { return nil }
        let location = mapping.required("url").flatMap { url in
            url.parsed { $0 == "system" ? DebRepository.Location.system : .url(try RemoteURL($0)) }
        }
        let suites = mapping.required("suites")?.list()?.compactMap(suite) ?? []
        if let list = mapping["suites"], suites.isEmpty { list.fault("at least one suite is needed") }
        let components = mapping.list("components").compactMap(component)
        let hasFlat = suites.contains { $0.hasSuffix("/") }
        if suites.contains(where: { !$0.hasSuffix("/") }), components.isEmpty { _ = mapping.required("components") }
        if hasFlat, !components.isEmpty { node.fault("a suite that ends in '/' has no components") }
        let keyring = mapping["signed_by"].flatMap { keyring in
            keyring.text().map { DebRepository.KeyringFile(written: $0, path: project.path($0)) }
        }
        if keyring == nil, location != .system { _ = mapping.required("signed_by") }
        guard let location else { return nil }
        return DebRepository(
            location: location, suites: suites, components: components, keyring: keyring,
            checksDate: mapping["check_date"]?.flag() ?? true)
    }

    /// A suite is part of a URL: `bookworm`, `bookworm-updates`, `stable/updates`, or `/` and `deb/` of a flat repository.
    private func suite(_ node: ConfigurationNode) -> String? {
        node.parsed { text in
            let isFlat = text.hasSuffix("/")
            let inner = isFlat ? String(text.dropLast()) : text
            if isFlat, inner.isEmpty || inner == "." { return "/" }
            guard inner.utf8.allSatisfy(Self.isURLByte) else { throw SuiteNameError(text: text) }
            return try RelativePath(inner).description + (isFlat ? "/" : "")
        }
    }

    private func component(_ node: ConfigurationNode) -> String? {
        node.parsed { text in
            guard text.utf8.allSatisfy(Self.isURLByte) else { throw SuiteNameError(text: text) }
            return try RelativePath(text).description
        }
    }

    private static func isURLByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "-._+~/".utf8.contains(byte)
    }
}
