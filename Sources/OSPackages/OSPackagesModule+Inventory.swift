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
