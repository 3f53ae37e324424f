import AirgapCore
import SystemPackage

/// Brings images of archives and folders into the store: when they are resolved, and again when a lock is built whose
/// bytes the cache does not have.
struct LocalImageStore {
    /// Relative paths start here.
    let folder: FilePath
    let store: ContentStore
    let architecture: Architecture
    private var read: [LocalImageSource: [FoundLocalImage]] = [:]

    init(folder: FilePath, store: ContentStore, architecture: Architecture) {
        self.folder = folder
        self.store = store
        self.architecture = architecture
    }

    /// The images of a source; it is read once.
    ///
    /// - Throws: `StageError` that names the source.
    mutating func images(of source: LocalImageSource) throws -> [FoundLocalImage] {
        if let known = read[source] { return known }
        do {
            let found = try LocalImageReader(folder: folder, store: store, architecture: architecture)
                .images(of: source)
            read[source] = found
            return found
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Self.failure(source, error)
        }
    }

    /// The only image of a source.
    ///
    /// - Throws: `StageError` that names the source.
    mutating func image(of source: LocalImageSource) throws -> ImportedImage {
        let found = try images(of: source)
        let contents = Set(found.map(\.content.manifest))
        guard contents.count == 1, let image = found.first else {
            throw Self.failure(source, ImportedImageError.ambiguous(found.map(\.member)))
        }
        return ImportedImage(source: source, member: image.member, content: image.content)
    }

    /// Makes sure that a locked image's bytes are in the store.
    ///
    /// - Throws: `StageError` that names the source when it no longer holds them.
    mutating func restore(_ image: ImportedImage) throws {
        guard try !image.content.isPresent(in: store) else { return }
        let found = try images(of: image.source).first { $0.member == image.member }
        guard let found else {
            throw Self.failure(image.source, ImportedImageError.noImage(image.member, available: []))
        }
        guard found.content == image.content else {
            throw Self.failure(
                image.source,
                ImportedImageError.changed(
                    locked: image.content.manifest.digest, found: found.content.manifest.digest))
        }
    }

    static func failure(_ source: LocalImageSource, _ cause: any Error) -> StageError {
        StageError(stage: ImagesModule.name.rawValue, item: source.description, cause: cause)
    }
}
