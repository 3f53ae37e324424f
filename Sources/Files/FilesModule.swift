package import AirgapCore

/// Files by URL or from the user's disk, served by the site's file server under `files/<host>/<path>`.
package struct FilesModule: BundleModule {
    package static let name = ModuleName(rawValue: "files")
    package static let configurationKeys = ["files"]
    static let root = BundleLayout.webRoot + "/files"

    private let files: FileSet

    package static func owns(_ path: RelativePath) -> Bool { path.isInside(root) }

    package init?(project: ProjectConfiguration) {
        guard let configuration = FilesConfiguration(project: project) else { return nil }
        files = FileSet(
            stage: Self.name, root: Self.root, entries: configuration.entries, folder: project.folder,
            mirrors: project.mirrors)
    }

    package var requestDigest: Digest { files.requestDigest }

    package func resolve(in context: ResolveContext) async throws -> LockedFiles {
        try await FileResolver(set: files, context: context, previous: context.previous(Self.self)).resolve()
    }

    package func isCurrent(_ locked: LockedFiles) throws -> Bool { try files.isCurrent(locked) }

    package func complete(_ locked: LockedFiles, in context: ResolveContext) async throws -> LockedFiles {
        try await FileCompletion(set: files, context: context).complete(locked)
    }

    package static func merge(
        _ fresh: LockedFiles, into old: LockedFiles, refreshing names: Set<String>
    ) -> LockedFiles {
        old.refreshing(names, from: fresh)
    }

    package static func inventory(of locked: LockedFiles) -> [InventoryItem] { locked.inventory }

    package func objects(of locked: LockedFiles) throws -> [PlannedObject] { locked.objects }

    package func concerns(about locked: LockedFiles) -> [PlanConcern] {
        locked.concerns + files.unsignedLists
    }

    package func items(of locked: LockedFiles) throws -> [FetchItem] { try files.items(of: locked) }

    package func write(_ locked: LockedFiles, in context: WriteContext, to tree: inout TreeWriter) async throws {
        try files.write(locked, in: context, to: &tree)
    }

    package func summary(of locked: LockedFiles) -> String { locked.summary }

    package static func makeVerifier() -> any ModuleVerifier { FilesVerifier(root: root) }
}
