import AirgapCore

extension ImagesModule {
    /// Resolves the images that no registry gives.
    ///
    /// - Parameters:
    ///   - pulled: the images that a registry gives: others may stand on them.
    ///   - context: the store; archives by URL are fetched while resolving, because only they say what is in them.
    ///   - failures: takes what cannot be had.
    /// - Returns: nil when the project has none.
    /// - Throws: `CancellationError`.
    func resolveLocal(
        after pulled: [LockedImage], in context: ResolveContext, _ failures: inout [any ExplainedError]
    ) async throws -> LockedLocalImages? {
        let local = configuration.local
        guard !local.isEmpty else { return nil }
        var store = LocalImageStore(folder: local.folder, store: context.store, architecture: context.architecture)
        var imports: [LockedImport] = []
        for request in local.imports {
            do {
                try await Self.fetch(request.source, in: context)
                imports += try Self.imports(request, from: &store)
            } catch let error as any ExplainedError {
                failures.append(error)
            }
        }
        var resolver = AssemblyResolver(
            context: context, folder: local.folder, access: access, known: imports, pulled: pulled)
        let assemblies = try await resolver.resolve(local.assemblies, &store, &failures)
        return LockedLocalImages(
            imports: imports, assemblies: assemblies, bootstrap: local.bootstrap.map(\.description))
    }

    /// An archive by URL must be here before anything can be said of it.
    private static func fetch(_ source: LocalImageSource, in context: ResolveContext) async throws {
        guard let url = source.url, let digest = source.sha256 else { return }
        try await context.sources.fetch([item(source, url, digest)])
    }

    static func failure(_ item: String, _ cause: any Error) -> StageError {
        StageError(stage: name.rawValue, item: item, cause: cause)
    }

    static func item(_ package: PackageFile) -> FetchItem {
        FetchItem(
            name: package.label, module: name, sources: [package.url], digest: package.sha256, size: package.size)
    }

    static func item(_ source: LocalImageSource, _ url: RemoteURL, _ digest: Digest) -> FetchItem {
        FetchItem(name: source.description, module: name, sources: [url], digest: digest, size: nil)
    }

    private static func imports(
        _ request: ImportRequest, from store: inout LocalImageStore
    ) throws -> [LockedImport] {
        let found = try store.images(of: request.source)
        do {
            if request.destination?.tag != nil, Set(found.map(\.content)).count > 1 {
                throw ImportedImageError.ambiguous(found.map(\.member))
            }
            var seen: Set<ImageName> = []
            return try found.compactMap { image in
                let name = try request.name(of: image)
                guard seen.insert(ImageName(repository: name.repository, tag: name.tag)).inserted else { return nil }
                return LockedImport(
                    repository: name.repository, tag: name.tag,
                    image: ImportedImage(source: request.source, member: image.member, content: image.content))
            }
        } catch {
            throw LocalImageStore.failure(request.source, error)
        }
    }

    /// Two images cannot have one name.
    static func twins(_ locked: LockedImages) -> [any ExplainedError] {
        var seen: [String: Digest] = [:]
        let pulled = locked.images.map { ($0.destination, $0.digest) }
        let others = (locked.local?.stored ?? []).map { ($0.destination, $0.content.top.digest) }
        return (pulled + others).compactMap { destination, digest in
            guard seen.updateValue(digest, forKey: destination) != nil else { return nil }
            return failure(destination, TwoImagesError())
        }
    }

    /// Writes them, restoring what the cache no longer has.
    func writeLocal(_ locked: LockedLocalImages, in context: WriteContext, to tree: inout TreeWriter) throws {
        var store = LocalImageStore(
            folder: configuration.local.folder, store: context.store, architecture: context.architecture)
        var failures: [any ExplainedError] = []
        for image in locked.imports.map(\.image) + locked.assemblies.compactMap({ $0.base?.imported }) {
            do {
                try store.restore(image)
            } catch let error as any ExplainedError {
                failures.append(error)
            }
        }
        try FailureList.throwIfAny(failures)
        let restorer = AssemblyRestorer(
            folder: configuration.local.folder, store: context.store, architecture: context.architecture)
        for image in locked.assemblies {
            do {
                try restorer.restore(image)
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append(Self.failure(image.destination, error))
            }
        }
        try FailureList.throwIfAny(failures)
        for image in locked.stored { try image.write(to: &tree) }
    }
}
