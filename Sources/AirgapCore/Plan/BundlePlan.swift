/// What a build would do: every module with what it resolved to, and what that means in bytes.
package struct BundlePlan: Sendable {
    package let name: BundleName
    /// Sorted as the program lists its modules.
    package let modules: [any AnyResolvedModule]

    package init(name: BundleName, modules: [any AnyResolvedModule]) {
        self.name = name
        self.modules = modules
    }

    /// Counts each module's objects; an object that two modules need counts in the first.
    ///
    /// - Parameter store: tells what is here already.
    /// - Returns: one row a module, in the plan's order.
    /// - Throws: `StageError`, `FileError`.
    package func summaries(store: ContentStore) throws -> [PlannedModule] {
        var seen: Set<Digest> = []
        return try modules.map { module in
            var row = PlannedModule(module: module.name, summary: module.summary)
            for item in try module.items() where seen.insert(item.digest).inserted {
                try row.count(item, store: store)
            }
            return row
        }
    }
}
