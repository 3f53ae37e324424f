import AirgapCore
import SystemPackage

/// Turns the tree's files into chunks of tar, piece by piece, reading each byte once.
struct PackReader {
    /// The file that is being read.
    private struct Current {
        var opened: ReadAhead.Opened
        let file: PackedFile
        var byteCount: Int64 = 0
    }

    private let top: String
    private let time: Timestamp
    private let ring: PackRing
    private let prologue: Int
    private let tar: TarStream
    private let batch = DigestBatch()
    private var files: ReadAhead
    private var current: Current?
    private var isFinished = false
    /// Bytes of files read so far.
    private(set) var byteCount: Int64 = 0
    /// Bytes of every file begun so far.
    private(set) var sizes: [Int64] = []

    /// - Throws: `PackError.archive`.
    init(list: PackList, tree: FilePath, top: String, time: Timestamp, ring: PackRing) throws(PackError) {
        self.top = top
        self.time = time
        self.ring = ring
        files = ReadAhead(list, in: tree)
        prologue = list.prologue
        tar = try TarStream()
    }

    /// Reads one piece: at most what fills the current chunk. The ring must have room.
    ///
    /// - Returns: false when everything has been read and the archive is ended.
    /// - Throws: `FileError`, `PackError`.
    mutating func advance() throws -> Bool {
        if var reading = current.take() {
            if try readPiece(&reading) { current = reading } else { try end(reading) }
        } else if let opened = try files.next() {
            try begin(opened)
        } else if !isFinished {
            ring.take(try tar.close())
            ring.cut()
            isFinished = true
        } else {
            return false
        }
        return true
    }

    private mutating func begin(_ opened: ReadAhead.Opened) throws(PackError) {
        let (member, size) = (opened.member, opened.reader.size)
        let header = try tar.begin(
            "\(top)/\(member.path)", size: size, time: time, isExecutable: member.isExecutable)
        if beginsChunk(header.count, size) { ring.cut() }
        sizes.append(size)
        ring.take(header)
        current = Current(opened: opened, file: PackedFile(member, size: size))
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
        let count = try reading.opened.reader.read(into: buffer)
        guard count > 0 else { return false }
        try files.consume(count, of: &reading.opened)
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        if reading.byteCount == 0 { reading.file.begin(with: bytes) }
        if reading.file.isHashedByReader {
            batch.add(bytes, to: reading.file.digest)
            batch.run()
            try tar.write(bytes) { ring.take($0) }
        } else {
            try tar.write(bytes) { ring.take($0, of: reading.file) }
        }
        byteCount += Int64(count)
        reading.byteCount += Int64(count)
        return reading.byteCount < reading.file.size
    }

    /// Whether its bytes are the right ones, the writer says; the archive has no name before that.
    private func end(_ reading: Current) throws(PackError) {
        let padding = try tar.end()
        ring.end(reading.file)
        ring.take(padding)
    }
}
