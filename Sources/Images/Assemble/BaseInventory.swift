import AirgapCore
import SystemPackage

/// What the layers of a base hold: folders that are there are not made again, and libraries that are there not brought.
enum BaseInventory {
    /// The most members that a base may have.
    private static let memberLimit = 1 << 20
    /// The most bytes that their names may have together: they stay in memory.
    private static let nameLimit = 32 << 20

    /// Reads the headers of a base's layers, which are in the store.
    ///
    /// - Throws: `ImportedImageError`, `ArchiveError`, `FileError`.
    static func read(_ base: ImageContent, in store: ContentStore) throws -> ImageInventory {
        var inventory = ImageInventory()
        var count = 0
        var nameBytes = 0
        for layer in base.layers {
            let archive = try tar(store.path(of: layer.digest))
            while let header = try archive.nextMember() {
                try Task.checkCancellation()
                count += 1
                nameBytes += header.name.count
                guard count <= memberLimit, nameBytes <= nameLimit else {
                    throw ImportedImageError.tooManyMembers(memberLimit)
                }
                // A name that no path can have is nobody's library or folder.
                guard let name = try? ArchiveContents.name(of: header) else { continue }
                if header.kind == .folder { _ = inventory.addFolder(name) } else { inventory.addFile(name) }
            }
        }
        return inventory
    }

    /// A layer's tar; some tools leave out the zeros at its end, which clients bear.
    private static func tar(_ path: FilePath) throws -> ArchiveReader {
        let file = try FileReader(path)
        file.expectSequentialReading()
        let plain = try ArchiveReader(.raw, filters: [.gzip, .zstd]) { try file.read(upTo: 1 << 18) }
        var end: [UInt8] = try plain.nextMember() == nil ? [] : TarMember.end
        return try ArchiveReader(.tar, filters: []) {
            if end.isEmpty { return [] }
            let chunk = try plain.read(upTo: 1 << 18)
            guard chunk.isEmpty else { return chunk }
            defer { end = [] }
            return end
        }
    }
}
