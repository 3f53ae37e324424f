/// The bundle's own bytes from front to back, counted and hashed while they are read.
final class VerifiedInput {
    private let reader: FileReader
    private let progress: any ProgressReporter
    private var hasher = DigestHasher()

    init(_ reader: FileReader, progress: any ProgressReporter) {
        self.reader = reader
        self.progress = progress
    }

    /// The next block; empty at the end.
    ///
    /// - Throws: `FileError`, `CancellationError`.
    func next(_ count: Int) throws -> [UInt8] {
        try Task.checkCancellation()
        let block = try reader.read(upTo: count, at: hasher.byteCount)
        hasher.update(block)
        progress.report(.advanced(stage: "verify", bytes: Int64(block.count)))
        return block
    }

    /// Reads what is left, and gives the digest of the whole file.
    func digestOfWhole() throws -> Digest {
        while try !next(1 << 20).isEmpty {}
        return hasher.digest()
    }
}
