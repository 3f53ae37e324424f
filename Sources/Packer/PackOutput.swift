import AirgapCore
import SystemPackage

/// The archive on its way to the disk, on a thread of its own: counted, hashed beside the files in it, and named when it is
/// whole and every file is as SHA256SUMS has it.
actor PackOutput {
    private let thread = OwnThread("pack.write")
    private let destination: FilePath
    private let file: AtomicFile
    private let buffer: BlockBuffer
    private let batch = DigestBatch()
    private let expected: Int64
    private var index = BundleIndex()

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Opens the file aside; the expected bytes (before compression) are for the message when the disk is full.
    ///
    /// - Throws: `FileError`.
    init(_ destination: FilePath, expected: Int64) throws {
        self.destination = destination
        self.expected = expected
        try Self.removeLeftovers(of: destination)
        file = try AtomicFile(destination)
        buffer = BlockBuffer(file, batch)
    }

    /// What a killed process left behind; the caller holds the bundle's lock, so nobody else is writing.
    private static func removeLeftovers(of destination: FilePath) throws(FileError) {
        let folder = destination.folder
        let prefix = ".\(destination.lastComponent?.string ?? "")."
        for name in try FileSystem.names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(".tmp") {
            try FileSystem.removeFile(folder.appending(name))
        }
    }

    /// Writes members as long as they come, and gives their slots back.
    ///
    /// - Throws: `PackError.changed`, `FileError`.
    func run(_ belt: PackBelt) throws {
        while let slot = belt.takeMade() {
            try write(slot)
            belt.giveBack(slot)
        }
    }

    private func write(_ slot: PackSlot) throws {
        guard let (member, chunk) = slot.member else { return }
        slot.addContents(to: batch)
        try member.forEachPiece { (piece) throws(FileError) in try write(piece) }
        buffer.hash()
        try slot.checkFiles()
        index.chunks.append(chunk)
    }

    /// Writes a finished member.
    func write(_ member: [UInt8], as chunk: BundleIndex.Chunk) throws(FileError) {
        try member.span.withUnsafeBytes { (bytes) throws(FileError) in try write(bytes) }
        index.chunks.append(chunk)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        do throws(FileError) {
            try buffer.write(bytes)
        } catch {
            throw needing(error)
        }
    }

    /// The error with how much room is still missing.
    private func needing(_ error: FileError) -> FileError {
        FileError(error.operation, destination, error.errno, bytesNeeded: max(1, expected - buffer.byteCount))
    }

    /// Writes the index, syncs and names the archive, then writes `<archive>.sha256` as `sha256sum -c` reads it.
    ///
    /// - Parameter sizes: bytes of every file in archive order.
    /// - Returns: the archive's size and digest.
    /// - Throws: `FileError`.
    func finish(sizes: [Int64]) throws -> PackedBundle {
        index.sizes = sizes
        try index.members(at: buffer.byteCount).withUnsafeBytes { try write($0) }
        // What stands beside goes first: at no moment does a wrong checksum or signature stand beside the archive.
        let checksum = FilePath(destination.string + ".sha256")
        try FileSystem.removeFile(checksum)
        try FileSystem.removeFile(FilePath(destination.string + ".asc"))
        do throws(FileError) {
            try buffer.finish()
        } catch {
            throw needing(error)
        }
        try file.commit()
        let digest = buffer.digest.digest()
        let name = destination.lastComponent?.string ?? destination.string
        try AtomicFile.write(Array("\(digest.hex)  \(name)\n".utf8), to: checksum)
        return PackedBundle(size: buffer.byteCount, digest: digest)
    }
}
