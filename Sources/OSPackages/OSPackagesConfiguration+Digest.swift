import AirgapCore

extension OSPackagesConfiguration {
    /// The digest of the configuration as canonical JSON: nothing of this machine, and no absolute form of a path.
    var requestDigest: Digest {
        Digest(of: JSONWriter.bytes(of: .object(["targets": .array(targets.map(Self.json))])))
    }

    private static func json(_ target: TargetConfiguration) -> JSONValue {
        .object([
            "id": .string(target.id), "family": .string(target.family.rawValue),
            "distribution": target.distribution.map { .string($0) } ?? .null,
            "codename": target.codename.map { .string($0) } ?? .null,
            "requests": .array(target.requests.map(\.description).sorted().map { .string($0) }),
            "repositories": .array(target.repositories.map(json)),
        ])
    }

    private static func json(_ repository: DebRepository) -> JSONValue {
        let url =
            switch repository.location {
            case .system: "system"
            case .url(let url): url.description
            }
        return .object([
            "url": .string(url), "suites": .array(repository.suites.map { .string($0) }),
            "components": .array(repository.components.map { .string($0) }),
            "signed_by": repository.keyring.map { .string($0.written) } ?? .null,
            "check_date": .bool(repository.checksDate),
        ])
    }
}
