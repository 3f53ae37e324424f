import AirgapCore
import SystemPackage

/// Turns the tree's files into chunks of tar, reading each byte once and hashing it on the way.
struct PackReader {
    /// A file of so many bytes or more begins a new chunk, so that it can be found and read alone.
    static let ownChunkSize: Int64 = 64 << 10

    let tree: FilePath
    let top: String
    let time: Timestamp
    private let ring: PackRing
    private let tar: TarStream

    init(tree: FilePath, top: String, time: Timestamp, ring: PackRing) throws {
        self.tree = tree
        self.top = top
        self.time = time
        self.ring = ring
        tar = try TarStream { ring.take($0) }
    }

    /// Puts a file into the archive.
    ///
    /// - Parameters:
    ///   - member: the file.
    ///   - deliver: called whenever chunks may be full.
    /// - Returns: its size in bytes.
    /// - Throws: `PackError.changed`, `FileError`, or what `deliver` throws.
    func pack(_ member: PackList.Member, _ deliver: () async throws -> Void) async throws -> Int64 {
        let file = try FileReader(tree.appending(member.path.description))
        file.expectSequentialReading()
        if file.size >= Self.ownChunkSize { ring.cut() }
        try await deliver()
        try tar.begin(
            "\(top)/\(member.path)", size: file.size, time: time, isExecutable: member.isExecutable)
        var hasher = DigestHasher()
        while hasher.byteCount < file.size {
            try await deliver()
            let free = ring.free
            let wanted = Int(min(Int64(free.count), file.size - hasher.byteCount))
            let buffer = UnsafeMutableRawBufferPointer(rebasing: free[..<wanted])
            let count = try file.read(into: buffer)
            guard count > 0 else { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hasher.update(bytes)
            try tar.write(bytes)
        }
        if let expected = member.digest, hasher.digest() != expected {
            throw PackError.changed(member.path, expected: expected, found: hasher.digest())
        }
        try tar.end()
        try await deliver()
        return file.size
    }

    /// Ends the archive.
    func finish() throws {
        try tar.finish()
        ring.cut()
    }
}
