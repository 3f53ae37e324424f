import SystemPackage

/// A primary.xml that is read on other threads from now on, a little ahead of whoever takes its packages.
final class PrimaryStream: Sendable {
    private static let batchSize = 64
    private static let batchCount = 24

    private let conveyor: Conveyor<PrimaryBatch>

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - architectures: only packages of these are built.
    ///   - documentBytes: decompressed bytes that repomd.xml promises; more are an error.
    init(_ path: FilePath, architectures: Set<String>, documentBytes: Int64?) {
        conveyor = Conveyor<PrimaryBatch>.start(capacity: Self.batchCount) { pass in
            var batches = PrimaryBatches(size: Self.batchSize)
            try PrimaryReader.readDrafts(path, architectures: architectures, documentBytes: documentBytes) {
                if let full = try batches.add($0, $1) { try pass(full) }
            }
            try pass(batches.last())
        }
    }

    deinit { conveyor.stop() }

    /// The next packages; nil after the last ones.
    ///
    /// - Throws: as `PrimaryReader.read`.
    func next() throws -> PrimaryBatch? { try conveyor.next() }
}
