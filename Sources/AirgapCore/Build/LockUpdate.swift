/// Decides which modules `plan --update NAME…` means.
struct LockUpdate {
    let lock: LockedBundle?

    /// Whether a name is the module's, or one of an item that is locked for it.
    func touches<Module: BundleModule>(_ type: Module.Type, _ names: Set<String>) -> Bool {
        guard !names.isEmpty else { return false }
        return names.contains(Module.name.rawValue)
            || inventory(type).contains { item in names.contains { item.answers(to: $0) } }
    }

    /// Refuses names that mean nothing.
    ///
    /// - Throws: `BuildError.unknownItem`, or `FailureList` of several.
    func check(_ policy: LockPolicy, _ modules: [any BundleModule]) throws {
        guard case .update(let names) = policy else { return }
        let items = modules.flatMap { inventory(of: $0) }
        let known = Set(modules.map { type(of: $0).name.rawValue })
        try FailureList.throwIfAny(
            names.sorted().filter { name in
                !known.contains(name) && !items.contains { $0.answers(to: name) }
            }.map { name in
                BuildError.unknownItem(
                    name, near: NearestName.matches(for: name, among: known.union(items.map(\.name)).sorted()).first)
            })
    }

    private func inventory(of module: some BundleModule) -> [InventoryItem] { inventory(type(of: module)) }

    private func inventory<Module: BundleModule>(_ type: Module.Type) -> [InventoryItem] {
        guard let section = lock?.sections[type.name],
            let locked = try? JSONCoding.decode(Module.Locked.self, from: section.content)
        else { return [] }
        return Module.inventory(of: locked)
    }
}
