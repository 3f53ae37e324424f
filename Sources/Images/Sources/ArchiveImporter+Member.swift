import AirgapCore

extension ArchiveImporter {
    /// The bytes of the member that an archive stands at.
    struct Member {
        let archive: ArchiveReader
        let meter: Meter

        /// The next bytes; empty at the member's end.
        ///
        /// - Throws: `ImportedImageError.bomb`, `ArchiveError`, `CancellationError`.
        func read(upTo count: Int) throws -> [UInt8] {
            try Task.checkCancellation()
            let chunk = try archive.read(upTo: count)
            try meter.add(chunk.count)
            return chunk
        }
    }

    /// Counts what comes out of an archive.
    final class Meter {
        private let packed: Int64
        private let allowance: Int64
        private var unpacked: Int64 = 0

        /// - Parameters:
        ///   - packed: the archive's size in bytes.
        ///   - allowance: how many bytes may come out of it.
        init(packed: Int64, allowance: Int64) {
            self.packed = packed
            self.allowance = allowance
        }

        func add(_ count: Int) throws {
            unpacked += Int64(count)
            guard unpacked <= allowance else { throw ImportedImageError.bomb(unpacked: allowance, packed: packed) }
        }
    }
}
