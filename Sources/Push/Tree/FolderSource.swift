package import AirgapCore
package import SystemPackage

/// An unpacked bundle.
package struct FolderSource: PushSource {
    private static let pieceSize = 128 << 10

    private let folder: BundleFolder

    package var contents: BundleContents { folder.contents }

    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ path: FilePath, trust: BundleTrust) throws {
        folder = try BundleFolder(path, trust: trust)
    }

    package func size(of entry: Int) throws -> Int64 { try open(entry).size }

    package func pieces(of entry: Int, from offset: Int64) throws -> () throws -> [UInt8]? {
        let file = try open(entry)
        var position = offset
        return {
            let piece = try file.read(upTo: Self.pieceSize, at: position)
            position += Int64(piece.count)
            return piece.isEmpty ? nil : piece
        }
    }

    private func open(_ entry: Int) throws(FileError) -> FileReader {
        try FileReader(folder.path(of: contents.entries[entry]), followLinks: false)
    }
}
