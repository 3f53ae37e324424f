import SystemPackage

extension PrimaryReader {
    private static let batchSize = 256

    private struct Entry: Sendable {
        let package: RPMPackage
        let source: RPMPackageSource
    }

    /// As `read`, with the reading on another thread while the caller takes the packages in.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - architectures: only packages of these are built.
    ///   - documentBytes: decompressed bytes that repomd.xml promises; more are an error.
    ///   - take: is given each package, on the caller's thread.
    /// - Throws: as `read`.
    static func readConcurrently(
        _ path: FilePath, architectures: Set<String>, documentBytes: Int64? = nil,
        take: (RPMPackage, RPMPackageSource) throws -> Void
    ) throws {
        try Conveyor<[Entry]>.run(capacity: 4) { pass in
            var batch: [Entry] = []
            try read(path, architectures: architectures, documentBytes: documentBytes) { package, source in
                batch.append(Entry(package: package, source: source))
                if batch.count == batchSize {
                    try pass(batch)
                    batch.removeAll(keepingCapacity: true)
                }
            }
            try pass(batch)
        } use: { next in
            while let batch = try next() {
                for entry in batch { try take(entry.package, entry.source) }
            }
        }
    }
}
