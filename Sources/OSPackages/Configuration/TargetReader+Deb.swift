import AirgapCore

extension TargetReader {
    private static let keys = ["url", "suites", "components", "signed_by", "trusted", "priority", "check_date"]

    /// Reads one entry of a deb target's `repositories`.
    func debRepository(_ node: ConfigurationNode) -> DebRepository? {
        guard let mapping = node.mapping(keys: Self.keys) else { return nil }
        let location = mapping.required("url").flatMap { url in
            url.parsed { $0 == "system" ? DebRepository.Location.system : .url(try RemoteURL($0)) }
        }
        let suites = mapping.required("suites")?.list()?.compactMap(suite) ?? []
        if let list = mapping["suites"], suites.isEmpty { list.fault("at least one suite is needed") }
        let components = mapping.list("components").compactMap(component)
        let hasFlat = suites.contains { $0.hasSuffix("/") }
        if suites.contains(where: { !$0.hasSuffix("/") }), components.isEmpty { _ = mapping.required("components") }
        if hasFlat, !components.isEmpty { node.fault("a suite that ends in '/' has no components") }
        let keyring = mapping["signed_by"].flatMap(keyringFile)
        let isTrusted = trusted(mapping, hasKey: mapping["signed_by"] != nil, key: "signed_by")
        if mapping["signed_by"] == nil, location != .system, !isTrusted { missingKey(mapping, "signed_by") }
        guard let location else { return nil }
        return DebRepository(
            location: location, suites: suites, components: components, keyring: keyring, isTrusted: isTrusted,
            priority: mapping["priority"].flatMap(number) ?? 500, checksDate: mapping["check_date"]?.flag() ?? true)
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

    /// Flat repositories of the openSUSE build service have colons in their paths: `isv:/kubernetes:/core/deb/`.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "-._+~/:".utf8.contains(byte)
    }
}
