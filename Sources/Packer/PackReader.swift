import AirgapCore
import SystemPackage

/// Turns the tree's files into chunks of tar, piece by piece, reading each byte once and hashing it on the way.
struct PackReader {
    /// A file of so many bytes or more begins a new chunk, so that it can be found and read alone.
    private static let ownChunkSize: Int64 = 64 << 10

    /// The file that is being read.
    private struct Current {
        let member: PackList.Member
        let file: FileReader
        var hasher = DigestHasher()
    }

    private let tree: FilePath
    private let top: String
    private let time: Timestamp
    private let ring: PackRing
    private let tar: TarStream
    private var waiting: ArraySlice<PackList.Member>
    private var current: Current?
    private var isFinished = false
    /// Bytes of files read so far.
    private(set) var byteCount: Int64 = 0

    /// - Throws: `PackError.archive`.
    init(list: PackList, tree: FilePath, top: String, time: Timestamp, ring: PackRing) throws {
        self.tree = tree
        self.top = top
        self.time = time
        self.ring = ring
        waiting = list.members[...]
        tar = try TarStream { ring.take($0) }
    }

    /// Reads one piece: at most what fills the current chunk. The ring must have room.
    ///
    /// - Returns: false when everything has been read and the archive is ended.
    /// - Throws: `PackError.changed`, `FileError`.
    mutating func advance() throws -> Bool {
        if var reading = current.take() {
            if try readPiece(&reading) { current = reading } else { try end(reading) }
        } else if let member = waiting.popFirst() {
            try begin(member)
        } else if !isFinished {
            try tar.finish()
            ring.cut()
            isFinished = true
        } else {
            return false
        }
        return true
    }

    private mutating func begin(_ member: PackList.Member) throws {
        let file = try FileReader(tree.appending(member.path.description))
        file.expectSequentialReading()
        if file.size >= Self.ownChunkSize { ring.cut() }
        try tar.begin("\(top)/\(member.path)", size: file.size, time: time, isExecutable: member.isExecutable)
        current = Current(member: member, file: file)
    }

    /// - Returns: whether there is more.
    private mutating func readPiece(_ reading: inout Current) throws -> Bool {
        let free = ring.free
        let wanted = Int(min(Int64(free.count), reading.file.size - reading.hasher.byteCount))
        let buffer = UnsafeMutableRawBufferPointer(rebasing: free[..<wanted])
        let count = try reading.file.read(into: buffer)
        guard count > 0 else { return false }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        reading.hasher.update(bytes)
        try tar.write(bytes)
        byteCount += Int64(count)
        return reading.hasher.byteCount < reading.file.size
    }

    private func end(_ reading: Current) throws {
        let found = reading.hasher.digest()
        if let expected = reading.member.digest, found != expected {
            throw PackError.changed(reading.member.path, expected: expected, found: found)
        }
        try tar.end()
    }
}
