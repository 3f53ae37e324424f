import AirgapCore
import SystemPackage

extension PackageIndex {
    /// Takes in a Packages file, compressed or not, as a stream.
    ///
    /// - Throws: `PackageIndexError`, `ArchiveError`, or `FileError`.
    func read(_ path: FilePath, repository: UInt16) throws {
        let file = try FileReader(path)
        file.expectSequentialReading()
        let reader = try ArchiveReader(.raw) { try file.read(upTo: 1 << 16) }
        guard try reader.nextMember() != nil else { return }
        try StanzaReader.read(fill: reader.read(into:)) { try add($0, repository: repository) }
    }
}
