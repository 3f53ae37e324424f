import AirgapCore
import SystemPackage

/// A parsed package index as a file of the cache, so that a second run over the same repositories parses nothing.
///
/// The file is of this program and this machine: a header with the digest of what was parsed, the tables as they lie in
/// memory, and the digest of all that. One that is damaged, or was made from something else, is not used.
enum IndexSnapshot {
    private static let magic = Array("AGINDEX1".utf8)
    /// Hexadecimal digits.
    private static let digestSize = 64
    /// magic, key, and the lengths of the tables.
    private static let headerSize = 8 + digestSize + tableCount * 8
    private static let tableCount = 9

    /// Writes an index.
    ///
    /// - Parameters:
    ///   - index: without what the site's machines have.
    ///   - key: the digest of what was parsed.
    ///   - path: the file.
    /// - Throws: `FileError`.
    static func write(_ index: PackageIndex, key: Digest, to path: FilePath) throws {
        try FileSystem.makeFolder(path.removingLastComponent())
        let file = try AtomicFile(path, mode: 0o600)
        var hasher = DigestHasher()
        func put(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
            hasher.update(bytes)
            try file.write(bytes)
        }
        try index.withTables { tables in
            var header = magic + Array(key.hex.utf8)
            for table in tables { header += Self.bytes(of: UInt64(table.count)) }
            header += Self.bytes(of: UInt64(index.arena.contents.count))
            try header.withUnsafeBytes { try put($0) }
            for table in tables { try put(table) }
            for block in index.arena.contents { try put(block) }
        }
        try file.write(Array(hasher.digest().hex.utf8))
        try file.commit(durably: false)
    }

    /// Reads an index.
    ///
    /// - Returns: nil when there is none of that key, or when the file is damaged.
    static func read(_ path: FilePath, key: Digest, architecture: String) -> PackageIndex? {
        guard let file = MappedFile(path), file.count >= headerSize + digestSize else { return nil }
        let bytes = file.bytes
        guard bytes.starts(with: magic), bytes[8..<(8 + digestSize)].elementsEqual(Array(key.hex.utf8)) else {
            return nil
        }
        let body = UnsafeRawBufferPointer(rebasing: bytes[..<(file.count - digestSize)])
        var hasher = DigestHasher()
        hasher.update(body)
        guard bytes[(file.count - digestSize)...].elementsEqual(Array(hasher.digest().hex.utf8)) else { return nil }
        let lengths = (0..<tableCount).map {
            Int(clamping: bytes.loadUnaligned(fromByteOffset: 8 + digestSize + $0 * 8, as: UInt64.self))
        }
        return index(file, lengths, architecture)
    }

    private static func index(_ file: MappedFile, _ lengths: [Int], _ architecture: String) -> PackageIndex? {
        var position = headerSize
        var tables: [UnsafeRawBufferPointer] = []
        for length in lengths.dropLast() {
            guard length <= file.count - position else { return nil }
            tables.append(UnsafeRawBufferPointer(rebasing: file.bytes[position..<(position + length)]))
            position += length
        }
        let blocks = lengths[tableCount - 1]
        guard blocks <= ByteArena.limit / ByteArena.blockSize,
            position + blocks * ByteArena.blockSize + digestSize == file.count
        else { return nil }
        return PackageIndex(
            architecture: architecture, tables: tables, arena: ByteArena(file, offset: position, count: blocks))
    }

    private static func bytes(of number: UInt64) -> [UInt8] { withUnsafeBytes(of: number) { Array($0) } }
}
