import AirgapCore
import SystemPackage

/// Brings the members of a tar archive into the store, in one pass and with bounded memory.
struct ArchiveImporter {
    private static let blockSize = 1 << 18
    /// How many times its own size an archive may have unpacked, when that is more than a gigabyte.
    private static let ratioLimit: Int64 = 100

    let store: ContentStore

    /// Reads an archive, compressed or not.
    ///
    /// - Parameters:
    ///   - path: the archive.
    ///   - visit: takes each member's name and header, and the archive to read it from.
    /// - Throws: `ImportedImageError`, `ArchiveError`, `FileError`, or what the visitor throws.
    func walk(
        _ path: FilePath, _ visit: (String, ArchiveMemberHeader, ArchiveImporter.Member) throws -> Void
    ) throws {
        let file = try FileReader(path)
        file.expectSequentialReading()
        let archive = try ArchiveReader(.tar) { try file.read(upTo: Self.blockSize) }
        let allowance = max(1 << 30, file.size.multipliedReportingOverflow(by: Self.ratioLimit).partialValue)
        let meter = Meter(packed: file.size, allowance: allowance)
        while let header = try archive.nextMember() {
            guard let name = try ArchiveContents.name(of: header) else { continue }
            try visit(name, header, Member(archive: archive, meter: meter))
        }
    }

    /// All members of an archive that is a member itself, or a file.
    func contents(of path: FilePath) throws -> ArchiveContents {
        var contents = ArchiveContents()
        try walk(path) { name, header, member in try take(name, header, member, into: &contents) }
        return contents
    }

    /// The members of an archive inside an archive.
    func contents(inside outer: Member) throws -> ArchiveContents {
        var contents = ArchiveContents()
        let archive = try ArchiveReader(.tar) { try outer.read(upTo: Self.blockSize) }
        while let header = try archive.nextMember() {
            guard let name = try ArchiveContents.name(of: header) else { continue }
            try take(name, header, Member(archive: archive, meter: outer.meter), into: &contents)
        }
        return contents
    }

    private func take(
        _ name: String, _ header: ArchiveMemberHeader, _ member: Member, into contents: inout ArchiveContents
    ) throws {
        switch header.kind {
        case .folder: break
        case .symbolicLink, .hardLink: try contents.addLink(name, header)
        case .other: throw ImportedImageError.badDocument(name, reason: "neither a file, a folder nor a link")
        case .file:
            let object = try ObjectWriter(store)
            while true {
                let chunk = try member.read(upTo: Self.blockSize)
                if chunk.isEmpty { break }
                try object.write(chunk)
            }
            let (digest, size) = try object.finish()
            try contents.add(name, digest, size: size)
        }
    }
}
