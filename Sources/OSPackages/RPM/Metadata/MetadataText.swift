import AirgapCore
import SystemPackage

/// Cuts a text file, compressed or not, into lines without having it in memory.
enum MetadataText {
    /// Reads a file line by line.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - item: what errors call it.
    ///   - limit: the most bytes, decompressed; one line may have a sixteenth of it.
    ///   - take: is given each line without its end.
    /// - Throws: `MetadataError`, `ArchiveError`, `FileError`, or what `take` throws.
    static func lines(of path: FilePath, item: String, limit: Int, take: (ArraySlice<UInt8>) throws -> Void) throws {
        let file = try FileReader(path)
        let reader = try ArchiveReader(.raw) { try file.read(upTo: 1 << 16) }
        guard try reader.nextMember() != nil else { return }
        var rest: [UInt8] = []
        var total = 0
        while true {
            let chunk = try reader.read(upTo: 1 << 16)
            total += chunk.count
            guard total <= limit, rest.count <= limit / 16 else {
                throw MetadataError.tooMany("bytes", item: item, limit: total <= limit ? limit / 16 : limit)
            }
            if chunk.isEmpty { break }
            var start = chunk.startIndex
            while let end = chunk[start...].firstIndex(of: 0x0A) {
                rest += chunk[start..<end]
                try take(rest[...])
                rest.removeAll(keepingCapacity: true)
                start = end + 1
            }
            rest += chunk[start...]
        }
        if !rest.isEmpty { try take(rest[...]) }
    }
}
