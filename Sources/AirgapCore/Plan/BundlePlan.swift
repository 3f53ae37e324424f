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
        var wanted: Set<Digest> = []
        return try modules.map { module in
            var row = PlannedModule(module)
            for object in try module.objects() {
                let isNew = object.digest.map { seen.insert($0).inserted } ?? true
                let size = try object.size ?? object.digest.flatMap { try store.sizeIfPresent($0) }
                row.count(object, isNew: isNew, size: size)
            }
            for item in try module.items() where wanted.insert(item.digest).inserted {
                let cached = try store.sizeIfPresent(item.digest).flatMap { size in
                    item.size == nil || item.size == size ? size : nil
                }
                row.countFetch(cached: cached, hint: item.sizeHint)
            }
            for object in try module.objects() where object.digest == nil {
                row.countFetch(cached: nil, hint: object.size)
            }
            return row
        }
    }

    /// The sections that a lock file gets.
    ///
    /// - Returns: one for each module.
    /// - Throws: `EncodingError`.
    package func sections() throws -> [ModuleName: LockedBundle.Section] {
        try Dictionary(modules.map { ($0.name, try $0.section()) }) { first, _ in first }
    }
}
