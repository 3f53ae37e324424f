/// A module with what was resolved for it.
package struct ResolvedModule<Module: BundleModule>: AnyResolvedModule {
    package let module: Module
    package let locked: Module.Locked
    package let isFromLock: Bool

    package init(module: Module, locked: Module.Locked, isFromLock: Bool = false) {
        self.module = module
        self.locked = locked
        self.isFromLock = isFromLock
    }

    package var name: ModuleName { Module.name }

    package var summary: String { module.summary(of: locked) }

    package var absences: [Absence] { module.absences(of: locked).sorted() }

    package var inventory: [InventoryItem] { Module.inventory(of: locked) }

    package var concerns: [PlanConcern] { module.concerns(about: locked) }

    package func explanation(of item: String) -> [String] { module.explanation(of: item, in: locked) }

    package func items() throws -> [FetchItem] { try module.items(of: locked) }

    package func objects() throws -> [PlannedObject] { try module.objects(of: locked) }

    package func complete(in context: ResolveContext) async throws -> any AnyResolvedModule {
        ResolvedModule(
            module: module, locked: try await module.complete(locked, in: context), isFromLock: isFromLock)
    }

    package func section() throws -> LockedBundle.Section {
        LockedBundle.Section(request: module.requestDigest, content: try JSONCoding.encode(locked))
    }

    package func write(in context: WriteContext, to tree: inout TreeWriter) async throws {
        try await module.write(locked, in: context, to: &tree)
    }
}
