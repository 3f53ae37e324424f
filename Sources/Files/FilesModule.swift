package import AirgapCore
import SystemPackage

/// Files by URL or from the user's disk, served by the site's file server under `files/<host>/<path>`.
package struct FilesModule: BundleModule {
    package static let name = ModuleName(rawValue: "files")
    package static let configurationKeys = ["files"]
    static let root = BundleLayout.webRoot + "/files"

    private let configuration: FilesConfiguration

    package static func owns(_ path: RelativePath) -> Bool { path.isInside(root) }

    package init?(project: ProjectConfiguration) {
        guard let configuration = FilesConfiguration(project: project) else { return nil }
        self.configuration = configuration
    }

    package var requestDigest: Digest { configuration.requestDigest }

    package func resolve(in context: ResolveContext) async throws -> LockedFiles {
        try await FileResolver(context: context, folder: configuration.folder).resolve(configuration.entries)
    }

    package func items(of locked: LockedFiles) throws -> [FetchItem] {
        locked.files.filter { !$0.sources.isEmpty }.map { file in
            FetchItem(
                name: file.path.description, module: Self.name, sources: file.sources, digest: file.digest,
                size: nil, sizeHint: file.size)
        }
    }

    package func write(_ locked: LockedFiles, in context: WriteContext, to tree: inout TreeWriter) async throws {
        var failures: [any ExplainedError] = []
        for file in locked.files {
            do {
                try importLocal(file, into: context.store)
                let path = try RelativePath(Self.root).appending(file.path.description)
                try tree.add(file.digest, at: path, isExecutable: file.isExecutable)
            } catch {
                failures.append(StageError(stage: Self.name.rawValue, item: file.path.description, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
    }

    package func summary(of locked: LockedFiles) -> String {
        locked.files.count == 1 ? "1 file" : "\(locked.files.count) files"
    }

    package static func makeVerifier() -> any ModuleVerifier { FilesVerifier() }

    /// A file of the user's own disk must still be what was locked.
    private func importLocal(_ file: LockedFiles.File, into store: ContentStore) throws {
        guard let origin = file.origin, try !store.contains(file.digest) else { return }
        let found = try store.add(fileAt: configuration.folder.pushing(FilePath(origin)))
        guard found.digest == file.digest else {
            throw FileEntryError.changed(origin, expected: file.digest, found: found.digest)
        }
    }
}
