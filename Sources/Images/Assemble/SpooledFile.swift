import AirgapCore
import SystemPackage

/// A member of an archive as a file of the cache's temporary folder, for as long as the object lives.
final class SpooledFile {
    let path: FilePath

    /// Writes the bytes read already, then the rest of the member.
    ///
    /// - Throws: `ArchiveError`, `FileError`.
    init(_ first: [UInt8], _ reader: ArchiveReader, in store: ContentStore) throws {
        let path = store.root.appending("tmp/member.\(UInt64.random(in: .min ... .max))")
        let file = try AtomicFile(path)
        try file.write(first)
        while true {
            let chunk = try reader.read(upTo: 1 << 18)
            if chunk.isEmpty { break }
            try file.write(chunk)
        }
        try file.commit(durably: false)
        self.path = path
    }

    deinit { try? FileSystem.removeFile(path) }
}
