import AirgapCore

/// The package files that assembled images are made of.
struct AssemblyPackages {
    /// A package of a target as an entry names it.
    private struct Key: Hashable {
        let target: String?
        let name: String
    }

    private var files: [Key: PackageFile] = [:]

    /// The package file of an entry; nil when it takes none.
    subscript(_ entry: AssemblyEntry) -> PackageFile? {
        entry.package.flatMap { files[Key(target: entry.target, name: $0)] }
    }

    /// Finds the packages of all images, each target asked once, and fetches them.
    ///
    /// - Throws: `StageError`, or `FailureList` of all that cannot be had.
    static func find(for requests: [AssemblyRequest], in context: ResolveContext) async throws -> AssemblyPackages {
        let entries = requests.flatMap(\.files).filter { $0.package != nil }
        var result = AssemblyPackages()
        var failures: [any ExplainedError] = []
        let targets = Dictionary(grouping: entries, by: \.target).sorted { ($0.key ?? "") < ($1.key ?? "") }
        for (target, entries) in targets {
            let names = Set(entries.compactMap(\.package)).sorted()
            do {
                let found = try await files(names, closure: false, of: target, in: context)
                for (name, file) in zip(names, found) { result.files[Key(target: target, name: name)] = file }
                try await context.sources.fetch(found.map(ImagesModule.item))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        try FailureList.throwIfAny(failures)
        return result
    }

    /// Asks the module that knows packages.
    ///
    /// - Throws: `StageError`, `FailureList`.
    static func files(
        _ names: [String], closure: Bool, of target: String?, in context: ResolveContext
    ) async throws -> [PackageFile] {
        guard let source = context.packageFiles else {
            throw ImagesModule.failure(names.joined(separator: ", "), AssemblyError.noTargets)
        }
        return try await source.packageFiles(names, closure: closure, of: target, in: context)
    }
}
