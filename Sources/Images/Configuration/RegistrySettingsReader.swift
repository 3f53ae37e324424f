import AirgapCore

/// Reads `images.registries`; every fault goes to the project's collector.
struct RegistrySettingsReader {
    let project: ProjectConfiguration

    func read(_ section: ConfigurationMapping) -> [RegistryHost: RegistrySettings] {
        var result: [RegistryHost: RegistrySettings] = [:]
        for entry in section["registries"]?.openMapping()?.entries ?? [] {
            guard let mapping = entry.node.mapping(keys: ["insecure", "ca", "mirrors"]) else { continue }
            do {
                let host = try RegistryHost(entry.name)
                if result.updateValue(settings(mapping), forKey: host) != nil {
                    entry.place.fault("\(host) stands twice")
                }
            } catch {
                entry.place.fault("\(error)")
            }
        }
        return result
    }

    /// Adds the mirrors of the project's own key, behind those of `images.registries`.
    func adding(
        _ mirrors: Mirrors, for hosts: [RegistryHost], to registries: [RegistryHost: RegistrySettings]
    ) -> [RegistryHost: RegistrySettings] {
        var result = registries
        for host in Set(hosts).sorted() {
            guard let text = mirrors.registry(for: host.description) else { continue }
            do {
                let mirror = try RegistryMirror(text)
                let own = registries[host] ?? RegistrySettings()
                result[host] = RegistrySettings(
                    isInsecure: own.isInsecure, authority: own.authority, mirrors: own.mirrors + [mirror])
            } catch {
                project.fault("mirrors.\(host): \(error)")
            }
        }
        return result
    }

    private func settings(_ mapping: ConfigurationMapping) -> RegistrySettings {
        let isInsecure = mapping["insecure"]?.flag()
        let authority = mapping["ca"].flatMap { node in node.text().map { (node, project.path($0)) } }
        if let (node, path) = authority {
            if isInsecure == true { node.fault("a registry over plain http shows no certificate") }
            let status = try? FileSystem.status(path)
            if status?.kind != .file { node.fault("no such file") }
        }
        return RegistrySettings(
            isInsecure: isInsecure, authority: authority?.1,
            mirrors: mapping.list("mirrors").compactMap { $0.parsed(RegistryMirror.init) })
    }
}
