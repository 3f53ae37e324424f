/// A module with what was resolved for it.
package struct ResolvedModule<Module: BundleModule>: AnyResolvedModule {
    package let module: Module
    package let locked: Module.Locked

    package init(module: Module, locked: Module.Locked) {
        self.module = module
        self.locked = locked
    }

    package var name: ModuleName { Module.name }

    package var summary: String { module.summary(of: locked) }

    package func explanation(of item: String) -> [String] { module.explanation(of: item, in: locked) }

    package func items() throws -> [FetchItem] { try module.items(of: locked) }

    package func section() throws -> LockedBundle.Section {
        LockedBundle.Section(request: module.requestDigest, content: try JSONCoding.encode(locked))
    }

    package func write(in context: WriteContext, to tree: inout TreeWriter) async throws {
        try await module.write(locked, in: context, to: &tree)
    }
}
