package import AirgapCore
package import SystemPackage

/// A packed bundle, read through its index.
package struct PackedSource: PushSource {
    private let reader: BundleReader
    private let sizes: [Int64]

    package var contents: BundleContents { reader.contents }

    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ file: FilePath, trust: BundleTrust) throws {
        reader = try BundleReader(file, trust: trust)
        guard reader.isIndexed else { throw BundleReadError.noIndex(file) }
        sizes = reader.members.map { $0.size ?? 0 }
    }

    package func size(of entry: Int) -> Int64 { sizes[entry] }

    package func pieces(of entry: Int, from offset: Int64) throws -> () throws -> [UInt8]? {
        var pieces = try reader.pieces(of: entry, from: offset)
        return { try pieces.next() }
    }
}
