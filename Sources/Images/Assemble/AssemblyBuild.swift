import AirgapCore
import SystemPackage

/// Puts one image together from what is known of it, the same way when it is resolved and when its lock is built.
struct AssemblyBuild {
    let store: ContentStore
    let architecture: Architecture
    private(set) var builder: LayerBuilder
    private(set) var layers: [LockedLayer] = []
    private let base: ImageContent?

    /// - Parameters:
    ///   - base: what it stands on; nil for scratch.
    ///   - time: SOURCE_DATE_EPOCH.
    ///   - folder: relative paths of the disk start here.
    ///   - store: holds the packages, gets the layers.
    ///   - architecture: what programs must be built for.
    /// - Throws: `ImportedImageError`, `ArchiveError`, `FileError` when the base cannot be read.
    init(
        on base: ImageContent?, time: Timestamp?, folder: FilePath, store: ContentStore, architecture: Architecture
    ) throws {
        self.base = base
        self.store = store
        self.architecture = architecture
        builder = LayerBuilder(
            folder: folder, store: store, architecture: architecture, time: time,
            inventory: try base.map { try BaseInventory.read($0, in: store) } ?? ImageInventory())
    }

    /// Adds one layer.
    mutating func add(_ contents: [LayerContent]) throws {
        layers.append(LockedLayer(contents: contents, built: try builder.build(contents)))
    }

    /// Ends the image: it was created at SOURCE_DATE_EPOCH, else when the newest of its files was.
    func finish(_ settings: ImageSettings) throws -> ImageContent {
        let created = builder.time ?? Timestamp(seconds: builder.newest)
        return try ImageAssembler(store: store, architecture: architecture)
            .content(on: base, settings, created: created, layers: layers)
    }
}
