import AirgapCore
import SystemPackage

/// Puts the images of `images.assemble` together: packages are fetched while resolving, because the image's digest
/// depends on their bytes.
struct AssemblyResolver {
    let context: ResolveContext
    let folder: FilePath
    let access: RegistryAccess
    /// The images that others may stand on, by their names at the site.
    private var known: [String: ImageContent]
    private let pulled: [String: LockedImage]

    init(
        context: ResolveContext, folder: FilePath, access: RegistryAccess, known: [LockedImport], pulled: [LockedImage]
    ) {
        self.context = context
        self.folder = folder
        self.access = access
        self.known = Dictionary(known.map { ($0.destination, $0.image.content) }) { first, _ in first }
        self.pulled = Dictionary(pulled.map { ($0.destination, $0) }) { first, _ in first }
    }

    /// Resolves all of them, those that others stand on first.
    ///
    /// - Parameters:
    ///   - requests: the images.
    ///   - imports: reads the archives that some stand on.
    ///   - failures: takes what cannot be had; one failed image never stops the others.
    /// - Returns: the images that could be put together.
    /// - Throws: `CancellationError`.
    mutating func resolve(
        _ requests: [AssemblyRequest], _ imports: inout LocalImageStore, _ failures: inout [any ExplainedError]
    ) async throws -> [LockedAssembly] {
        let packages: AssemblyPackages
        do {
            packages = try await AssemblyPackages.find(for: requests, in: context)
        } catch let error as any ExplainedError {
            failures.append(error)
            return []
        }
        var result: [LockedAssembly] = []
        for request in AssemblyOrder.sorted(requests, &failures) {
            do {
                let locked = try await assemble(request, packages, &imports)
                known[request.destination] = locked.content
                result.append(locked)
                let text = "\(request.destination) is \(locked.content.manifest.digest)"
                context.progress.report(.detail(stage: ImagesModule.name.rawValue, text: text))
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append(ImagesModule.failure(request.destination, error))
            }
        }
        return result
    }

    private mutating func assemble(
        _ request: AssemblyRequest, _ packages: AssemblyPackages, _ imports: inout LocalImageStore
    ) async throws -> LockedAssembly {
        let base = try await base(of: request, &imports)
        var build = try AssemblyBuild(
            on: base?.content, time: context.time, folder: folder, store: context.store,
            architecture: context.architecture)
        for entry in request.files { try build.add([entry.content(packages[entry])]) }
        if request.takesLibraries {
            let libraries = try await libraries(for: request, build.builder.inventory)
            if !libraries.isEmpty { try build.add(libraries) }
        }
        if let stuck = build.builder.inventory.firstStuck() {
            throw AssemblyError.dynamic(path: stuck.path, needs: stuck.needs)
        }
        return LockedAssembly(
            repository: request.repository, tag: request.tag, base: base, settings: request.settings,
            time: context.time, layers: build.layers, content: try build.finish(request.settings))
    }

    private func base(of request: AssemblyRequest, _ imports: inout LocalImageStore) async throws -> LockedBase? {
        switch request.base {
        case .scratch: return nil
        case .image(let name):
            return LockedBase(content: try await known(name))
        case .local(let source):
            let image = try imports.image(of: source)
            return LockedBase(content: image.content, imported: image)
        case .registry(let reference):
            let wanted = try ImageRequest(reference.name, from: reference)
            let image = try await ImageResolver(access: access, choices: Self.imageAlone, context: context).resolve(
                wanted)
            return LockedBase(content: try await content(of: image), pulled: image)
        }
    }

    /// The image of a registry; its layers are read, so they are fetched now.
    private func content(of image: LockedImage) async throws -> ImageContent {
        let content = try image.content()
        let needed = Set(content.objects.map(\.digest))
        let items = try ImagesModule.items(of: image, access).filter { needed.contains($0.digest) }
        try await context.sources.fetch(items)
        return content
    }

    /// Nothing but the image for the bundle's architecture.
    private static var imageAlone: ImageChoices {
        var choices = ImageChoices()
        choices.attachments = false
        return choices
    }

    /// An image of the project.
    private func known(_ name: ImageName) async throws -> ImageContent {
        if let pulled = pulled[name.description] {
            return try await content(of: pulled)
        }
        guard let content = known[name.description] else {
            let names = known.keys.sorted() + pulled.keys.sorted()
            let near = NearestName.matches(for: name.description, among: names)
            throw AssemblyError.unknownBase(name.description, near: near)
        }
        return content
    }

    private func libraries(
        for request: AssemblyRequest, _ inventory: ImageInventory
    ) async throws -> [LayerContent] {
        guard !inventory.missing.isEmpty else { return [] }
        let targets = Set(request.files.filter { $0.package != nil }.map(\.target))
        var closure: [PackageFile] = []
        for target in targets.isEmpty ? [nil] : targets.sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
            var names = request.files.filter { $0.target == target }.compactMap(\.package)
            if names.isEmpty { names = inventory.missing.map(LibraryFinder.packageName) }
            closure += try await AssemblyPackages.files(names, closure: true, of: target, in: context)
        }
        var finder = LibraryFinder(closure: closure, inventory: inventory, context: context)
        return try await finder.contents()
    }
}
