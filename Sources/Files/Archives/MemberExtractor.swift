import AirgapCore
import SystemPackage

/// Takes members out of an archive of the store, into the store.
struct MemberExtractor {
    /// What came out.
    struct Extracted {
        let digest: Digest
        /// Bytes.
        let size: Int64
        /// Whether the archive has it executable.
        let isExecutable: Bool
    }

    private static let pieceSize = 1 << 18
    /// How many names are remembered for the message about a missing one.
    private static let nameLimit = 10_000

    let store: ContentStore

    /// Extracts what is wanted, in one pass.
    ///
    /// - Parameters:
    ///   - names: the members' names without `./` in front.
    ///   - digest: the archive.
    /// - Returns: every wanted member.
    /// - Throws: `FileEntryError`, `ArchiveError`, `FileError`, `FailureList`.
    func extract(_ names: Set<String>, from digest: Digest) throws -> [String: Extracted] {
        let path = store.path(of: digest)
        let reader = try Self.open(path)
        var budget = MemberBudget(archiveSize: try store.size(of: digest))
        var result: [String: Extracted] = [:]
        var seen: [String] = []
        while let header = try reader.nextMember() {
            guard let name = Self.name(header) else { continue }
            if seen.count < Self.nameLimit { seen.append(name) }
            guard names.contains(name) else { continue }
            guard header.kind == .file else {
                throw FileEntryError.notRegular(name, target: String(decoding: header.linkTarget, as: UTF8.self))
            }
            result[name] = try extract(reader, header, &budget)
            if result.count == names.count { return result }
        }
        try FailureList.throwIfAny(
            names.subtracting(result.keys).sorted().map { name in
                let sameFile = seen.first { $0.split(separator: "/").last == name.split(separator: "/").last }
                return FileEntryError.noMember(
                    name, near: sameFile ?? NearestName.matches(for: name, among: seen).first)
            })
        return result
    }

    private static func open(_ path: FilePath) throws -> ArchiveReader {
        guard let kind = ArchiveKind(head: try FileReader(path).read(upTo: ArchiveKind.headSize)) else {
            throw FileEntryError.notArchive
        }
        return try kind.open(path)
    }

    private func extract(
        _ reader: ArchiveReader, _ header: ArchiveMemberHeader, _ budget: inout MemberBudget
    ) throws -> Extracted {
        let writer = try ObjectWriter(store)
        while true {
            try Task.checkCancellation()
            let piece = try reader.read(upTo: Self.pieceSize)
            if piece.isEmpty { break }
            try budget.take(Int64(piece.count))
            try writer.write(piece)
        }
        let object = try writer.finish()
        return Extracted(digest: object.digest, size: object.size, isExecutable: header.mode & 0o111 != 0)
    }

    /// A member's name as people write it; nil for what has none.
    static func name(_ header: ArchiveMemberHeader) -> String? {
        guard let text = header.text else { return nil }
        return text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    }
}
