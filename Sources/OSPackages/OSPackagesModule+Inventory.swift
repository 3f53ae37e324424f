package import AirgapCore

extension OSPackagesModule {
    package static func inventory(of locked: LockedTargets) -> [InventoryItem] {
        locked.targets.flatMap { target in
            target.packages.map { package in
                InventoryItem(
                    group: target.id, key: "\(package.name):\(package.architecture)", name: package.name,
                    version: package.version, size: package.size, digest: package.sha256,
                    source: package.url?.redacted ?? package.origin ?? "")
            }
        }.sorted()
    }

    package func objects(of locked: LockedTargets) throws -> [PlannedObject] {
        locked.targets.flatMap(\.packages).map { PlannedObject(digest: $0.sha256, size: $0.size) }
    }
}

extension OSPackagesModule {
    package func concerns(about locked: LockedTargets) -> [PlanConcern] {
        unsigned() + locked.targets.compactMap(Self.leftOut)
    }

    /// What is not carried because a listing has it.
    private static func leftOut(_ target: LockedTarget) -> PlanConcern? {
        guard let names = target.base?.leftOut, !names.isEmpty else { return nil }
        let packages = names.count == 1 ? "1 package is" : "\(names.count) packages are"
        return PlanConcern(
            item: target.id, kind: "assumed",
            text:
                "\(packages) left out, as the listing of the site's machines has them: \(names.joined(separator: ", "))"
        )
    }

    private func unsigned() -> [PlanConcern] {
        configuration.targets.flatMap { target -> [PlanConcern] in
            let names: [String] =
                switch target.repositories {
                case .deb(let list):
                    list.filter(\.isTrusted).map { repository in
                        if case .url(let url) = repository.location { url.redacted } else { "system" }
                    }
                case .rpm(let list, _): list.filter(\.isTrusted).map(\.id)
                }
            return names.map {
                PlanConcern(
                    item: "\(target.id): \($0)", kind: "unsigned",
                    text: "'trusted: true': nobody's signature vouches for what it lists")
            }
        }
    }
}
