import AirgapCore
import SystemPackage

extension OSPackagesConfiguration {
    private static let listingLimit = 256 << 20

    /// The digest of the configuration as canonical JSON: nothing of this machine, and no absolute form of a path.
    var requestDigest: Digest {
        Digest(of: JSONWriter.bytes(of: .object(["targets": .array(targets.map(Self.json))])))
    }

    private static func json(_ target: TargetConfiguration) -> JSONValue {
        var fields: [String: JSONValue] = [
            "id": .string(target.id), "family": .string(target.family.rawValue),
            "distribution": target.distribution.map { .string($0) } ?? .null,
            "codename": target.codename.map { .string($0) } ?? .null,
            "requests": .array(target.requests.map(\.description).sorted().map { .string($0) }),
            "recommends": .bool(target.options.takesRecommended),
            "alternatives": .bool(target.options.takesAllAlternatives), "base": json(target.base),
            "local": .array(
                target.localDirectories.map {
                    .object([
                        "path": .string($0.written), "priority": json($0.priority), "files": listing($0.path),
                    ])
                }),
        ]
        switch target.repositories {
        case .deb(let repositories): fields["repositories"] = .array(repositories.map(json))
        case .rpm(let repositories, let streams):
            fields["repositories"] = .array(repositories.map(json))
            fields["streams"] = .array(streams.sorted().map { .string($0) })
        }
        return .object(fields)
    }

    /// What a listing says decides what is carried, so its content counts.
    private static func json(_ base: BaseSet) -> JSONValue {
        switch base {
        case .none: .string("none")
        case .include: .string("include")
        case .assume(let written, let path):
            .object([
                "assume": .string(written),
                "sha256": (try? FileSystem.read(path, limit: listingLimit)).map { .string(Digest(of: $0).hex) }
                    ?? .null,
            ])
        }
    }

    /// What lies in a directory of packages, by name and size: a package more is another request.
    private static func listing(_ folder: FilePath) -> JSONValue {
        let names = (try? FileSystem.names(in: folder)) ?? []
        return .array(
            names.map { name in
                let size = (try? FileSystem.status(folder.appending(name)))?.flatMap { $0 }?.size
                return .array([.string(name), size.map(JSONValue.integer) ?? .null])
            })
    }

    private static func json(_ number: Int?) -> JSONValue { number.map { .string("\($0)") } ?? .null }

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
            "trusted": .bool(repository.isTrusted), "priority": json(repository.priority),
            "check_date": .bool(repository.checksDate),
        ])
    }

    private static func json(_ repository: RPMRepository) -> JSONValue {
        let location =
            switch repository.location {
            case .url(let url): ["url", url.description]
            case .mirrorlist(let url): ["mirrorlist", url.description]
            case .metalink(let url): ["metalink", url.description]
            }
        return .object([
            "id": .string(repository.id), "location": .array(location.map { .string($0) }),
            "gpgkey": .array(repository.keys.map { .string($0.written) }), "trusted": .bool(repository.isTrusted),
            "repo_gpgcheck": .bool(repository.requiresMetadataSignature), "priority": json(repository.priority),
        ])
    }
}
