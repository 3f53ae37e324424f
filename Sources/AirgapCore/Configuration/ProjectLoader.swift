package import SystemPackage

/// Reads airgap.yaml.
package struct ProjectLoader {
    /// Every key that may stand at the top: Core's and the modules'.
    package let keys: [String]
    /// Variables from the command line; they win over those of the file.
    package let overrides: [String: String]

    package init(moduleKeys: [String], overrides: [String: String] = [:]) {
        keys = ProjectConfiguration.coreKeys + moduleKeys
        self.overrides = overrides
    }

    /// Reads a project for one architecture.
    ///
    /// - Parameters:
    ///   - file: airgap.yaml, or the folder that holds it.
    ///   - architecture: nil for the project's first.
    ///   - collector: takes every fault; nothing is thrown here, so that modules can add theirs.
    /// - Returns: nil when the file cannot be read at all.
    package func load(_ file: FilePath, for architecture: Architecture?, into collector: FaultCollector)
        -> ProjectConfiguration?
    {
        let isFolder = (try? FileSystem.status(file))?.flatMap { $0.kind == .folder } ?? false
        let path = isFolder ? file.appending("airgap.yaml") : file
        guard let value = DocumentLoader(collector: collector).load(path, shownAs: path.string, namedBy: nil) else {
            return nil
        }
        let plain = ConfigurationNode(
            file: path.string, key: "", value: value, variables: Variables([:]), collector: collector)
        guard let top = plain.mapping(keys: keys) else { return nil }
        let architectures = self.architectures(top)
        let chosen = architecture ?? architectures.first ?? .amd64
        if let architecture, !architectures.contains(architecture) {
            let names = architectures.map(\.debian).joined(separator: ", ")
            (top["arches"] ?? plain).fault("\(architecture.debian) was asked for, but the project is made for \(names)")
        }
        let variables = self.variables(top, for: chosen)
        let node = ConfigurationNode(
            file: path.string, key: "", value: value, variables: variables, collector: collector)
        guard let root = node.openMapping() else { return nil }
        return ProjectConfiguration(
            folder: path.removingLastComponent(), name: label("name", root, extra: "") ?? "",
            version: label("version", root, extra: "+~") ?? "", architectures: architectures, architecture: chosen,
            variables: variables, mirrors: root["mirrors"]?.openMapping().map(Mirrors.init) ?? .none, root: root,
            collector: collector)
    }

    private func architectures(_ top: ConfigurationMapping) -> [Architecture] {
        guard let node = top["arches"], let elements = node.list() else { return Architecture.allCases }
        let names = Architecture.allCases.map(\.debian).joined(separator: ", ")
        let result = elements.compactMap { element -> Architecture? in
            guard let text = element.text() else { return nil }
            if let found = Architecture(anyName: text) { return found }
            element.fault("unknown architecture \(Quoted(text)); known: \(names)")
            return nil
        }
        if elements.isEmpty { node.fault("at least one architecture is needed") }
        return result.isEmpty ? Architecture.allCases : result
    }

    private func variables(_ top: ConfigurationMapping, for architecture: Architecture) -> Variables {
        var values: [String: String] = [:]
        for entry in top["variables"]?.openMapping()?.entries ?? [] {
            if case .scalar(let text, _) = entry.node.value.content {
                values[entry.name] = text
            } else {
                entry.node.fault("expected a text, found \(entry.node.value.kindName)")
            }
        }
        return Variables.builtIn(for: architecture).merging(values).merging(overrides)
    }

    /// A part of the bundle's file name.
    private func label(_ key: String, _ root: ConfigurationMapping, extra: String) -> String? {
        guard let node = root.required(key), let text = node.text() else { return nil }
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-" + extra)
        guard !text.isEmpty, text.count <= 64, text.allSatisfy(allowed.contains), text.first != ".", text.first != "-"
        else {
            node.fault("\(Quoted(text)) may hold letters, digits, '.', '_', '-' only, at most 64")
            return nil
        }
        return text
    }
}
