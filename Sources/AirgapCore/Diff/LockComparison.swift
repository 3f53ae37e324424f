/// Compares what two locks have for one architecture.
package struct LockComparison {
    /// The name under which variables stand in a comparison.
    package static let variables = ModuleName(rawValue: "variables")

    private let types: [any BundleModule.Type]

    /// - Parameter types: the modules that the program knows.
    package init(_ types: [any BundleModule.Type]) {
        self.types = types
    }

    /// The differences: variables first, then the modules in the program's order.
    ///
    /// - Throws: `BuildError.badSection`.
    package func changes(from old: LockedBundle?, to new: LockedBundle?) throws -> [InventoryChange] {
        let variables = InventoryComparison.changes(
            Self.variables, from: Self.items(old?.variables), to: Self.items(new?.variables))
        return try variables + types.flatMap { try changes($0, old, new) }
    }

    private func changes<Module: BundleModule>(
        _ type: Module.Type, _ old: LockedBundle?, _ new: LockedBundle?
    ) throws -> [InventoryChange] {
        InventoryComparison.changes(
            Module.name, from: try inventory(type, old), to: try inventory(type, new))
    }

    private func inventory<Module: BundleModule>(
        _ type: Module.Type, _ lock: LockedBundle?
    ) throws -> [InventoryItem] {
        guard let section = lock?.sections[Module.name] else { return [] }
        do {
            return Module.inventory(of: try JSONCoding.decode(Module.Locked.self, from: section.content))
        } catch {
            throw BuildError.badSection(Module.name, "\(error)")
        }
    }

    private static func items(_ variables: [String: String]?) -> [InventoryItem] {
        (variables ?? [:]).map {
            InventoryItem(name: $0.key, version: $0.value, size: nil, digest: nil, source: "")
        }
    }
}
