import AirgapCore

extension TargetReader {
    private static let keys = [
        "id", "url", "mirrorlist", "metalink", "gpgkey", "repo_gpgcheck", "trusted", "priority",
    ]

    /// Reads one entry of an rpm target's `repositories`.
    func rpmRepository(_ node: ConfigurationNode) -> RPMRepository? {
        guard let mapping = node.mapping(keys: Self.keys) else { return nil }
        let id = mapping.required("id").flatMap(pathPart)
        let location = location(mapping)
        let keys = mapping["gpgkey"].map(keyringFiles) ?? []
        let isTrusted = trusted(mapping, hasKey: mapping["gpgkey"] != nil, key: "gpgkey")
        if mapping["gpgkey"] == nil, !isTrusted { missingKey(mapping, "gpgkey") }
        if let check = mapping["repo_gpgcheck"], isTrusted, check.flag() == true {
            check.fault("it needs a 'gpgkey'; this repository is 'trusted: true'")
        }
        guard let id, let location else { return nil }
        return RPMRepository(
            id: id, location: location, keys: keys, isTrusted: isTrusted,
            requiresMetadataSignature: mapping.flag("repo_gpgcheck"),
            priority: mapping["priority"].flatMap(number) ?? 99)
    }

    private func location(_ mapping: ConfigurationMapping) -> RPMRepository.Location? {
        let written = ["url", "mirrorlist", "metalink"].filter { mapping[$0] != nil }
        guard written.count == 1 else {
            mapping.node.fault(
                written.isEmpty
                    ? "one of 'url', 'mirrorlist', 'metalink' is needed"
                    : "only one of \(written.map { "'\($0)'" }.joined(separator: ", ")) can be used")
            return nil
        }
        if let url = mapping["url"] { return url.parsed { .url(try RemoteURL($0)) } }
        if let list = mapping["mirrorlist"] { return list.parsed { .mirrorlist(try RemoteURL($0)) } }
        return mapping["metalink"]?.parsed { .metalink(try RemoteURL($0)) }
    }

    private func keyringFiles(_ node: ConfigurationNode) -> [KeyringFile] {
        if case .list = node.value.content { return node.list()?.compactMap(keyringFile) ?? [] }
        return keyringFile(node).map { [$0] } ?? []
    }
}
