extension BundleModule {
    package func isCurrent(_ locked: Locked) throws -> Bool { true }

    package func complete(_ locked: Locked, in context: ResolveContext) async throws -> Locked { locked }

    package static func merge(_ fresh: Locked, into old: Locked, refreshing names: Set<String>) -> Locked { fresh }

    package static func inventory(of locked: Locked) -> [InventoryItem] { [] }

    package func objects(of locked: Locked) throws -> [PlannedObject] {
        try items(of: locked).map { PlannedObject(digest: $0.digest, size: $0.sizeHint) }
    }

    package func concerns(about locked: Locked) -> [PlanConcern] { [] }
}
