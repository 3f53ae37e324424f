import AirgapCore
import SystemPackage

/// What kind of archive a file is, told by its first bytes and not by its name.
enum ArchiveKind: Equatable {
    /// tar, compressed or not; whether it really is one shows when it is read.
    case tar(ArchiveReader.Filter?)
    case zip

    /// How many bytes are needed.
    static let headSize = 264

    /// - Returns: nil when it can be no archive.
    init?(head: [UInt8]) {
        if head.starts(with: [0x1F, 0x8B]) {
            self = .tar(.gzip)
        } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
            self = .tar(.xz)
        } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .tar(.zstd)
        } else if head.starts(with: "BZh".utf8) {
            self = .tar(.bzip2)
        } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .zip
        } else if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) {
            self = .tar(nil)
        } else {
            return nil
        }
    }

    /// Opens the archive.
    ///
    /// - Throws: `ArchiveError`.
    func open(_ file: FilePath) throws -> ArchiveReader {
        switch self {
        case .tar(let filter): try ArchiveReader(.tar, filters: filter.map { [$0] } ?? [], file: file)
        case .zip: try ArchiveReader(.zip, filters: [], file: file)
        }
    }
}
