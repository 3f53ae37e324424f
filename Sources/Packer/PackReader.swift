import AirgapCore
import SystemPackage

/// Turns the tree's files into chunks of tar, piece by piece, reading each byte once.
struct PackReader {
    /// The file that is being read.
    private struct Current {
        let reader: FileReader
        let file: PackedFile
        var byteCount: Int64 = 0
    }

    private let tree: FilePath
    private let top: String
    private let time: Timestamp
    private let ring: PackRing
    private let prologue: Int
    private var waiting: ArraySlice<PackList.Member>
    private var current: Current?
    private var isFinished = false
    /// Bytes of files read so far.
    private(set) var byteCount: Int64 = 0
    /// Bytes of every file begun so far.
    private(set) var sizes: [Int64] = []

    init(list: PackList, tree: FilePath, top: String, time: Timestamp, ring: PackRing) {
        self.tree = tree
        self.top = top
        self.time = time
        self.ring = ring
        waiting = list.members[...]
        prologue = list.prologue
    }

    /// Reads one piece: at most what fills the current chunk. The ring must have room.
    ///
    /// - Returns: false when everything has been read and the archive is ended.
    /// - Throws: `FileError`.
    mutating func advance() throws -> Bool {
        if var reading = current.take() {
            if try readPiece(&reading) { current = reading } else { end(reading) }
        } else if let member = waiting.popFirst() {
            try begin(member)
        } else if !isFinished {
            ring.take([UInt8](repeating: 0, count: 1024))
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
        let header = CanonicalHeader(
            name: "\(top)/\(member.path)", size: file.size, time: time, isExecutable: member.isExecutable
        ).bytes
        if beginsChunk(header.count, file.size) { ring.cut() }
        sizes.append(file.size)
        ring.take(header)
        current = Current(reader: file, file: PackedFile(member, size: file.size))
    }

    /// A large file stands at the beginning of a chunk, a small one in one chunk as a whole, and what follows the first
    /// members does not depend on them.
    private func beginsChunk(_ header: Int, _ size: Int64) -> Bool {
        sizes.count == prologue || GzipFrame.beginsMember(header: header, size: size, room: ring.free.count)
    }

    /// - Returns: whether there is more.
    private mutating func readPiece(_ reading: inout Current) throws -> Bool {
        let free = ring.free
        let wanted = Int(min(Int64(free.count), reading.file.size - reading.byteCount))
        let buffer = UnsafeMutableRawBufferPointer(rebasing: free[..<wanted])
        let count = try reading.reader.read(into: buffer)
        guard count > 0 else { return false }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        ring.take(bytes, of: reading.file)
        byteCount += Int64(count)
        reading.byteCount += Int64(count)
        return reading.byteCount < reading.file.size
    }

    /// Whether its bytes are the right ones, the writer says; the archive has no name before that.
    private func end(_ reading: Current) {
        ring.end(reading.file)
        ring.take([UInt8](repeating: 0, count: CanonicalHeader.padding(after: reading.file.size)))
    }
}
