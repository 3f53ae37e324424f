import AirgapCore
import TestSupport

/// Any tar stream as a bundle with a well-formed index: what an attacker would make who knows the format.
enum ForgedBundle {
    /// - Parameters:
    ///   - tar: the stream.
    ///   - sizes: what the index says of the files' sizes.
    ///   - gzip: makes a gzip member with a header of ten bytes.
    /// - Returns: the file.
    static func bytes(
        _ tar: [UInt8], sizes: [Int64], gzip: ([UInt8]) -> [UInt8] = StoredGzip.bytes
    ) -> [UInt8] {
        var file: [UInt8] = []
        var index = BundleIndex()
        var rest = tar[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(GzipFrame.chunkSize))
            rest = rest.dropFirst(part.count)
            // Ten bytes of header go; the blocks and the trailer are the same.
            let body = gzip(part).dropFirst(10)
            let member = GzipFrame.header(memberSize: GzipFrame.headerSize + body.count) + body
            index.chunks.append(
                BundleIndex.Chunk(
                    compressed: member.count, content: part.count, checksum: StoredGzip.checksum(member)))
            file += member
        }
        index.sizes = sizes
        return file + index.members(at: Int64(file.count))
    }
}
