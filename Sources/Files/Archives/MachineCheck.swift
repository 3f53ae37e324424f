import AirgapCore
import SystemPackage

/// Finds binaries for another machine, in files and in archives.
struct MachineCheck {
    /// Changes with what is looked for, because stores remember it.
    private static let version = 1

    let architecture: Architecture

    /// Looks at an object of the store; an archive is looked into, one inside another is not. An archive that passed is not
    /// unpacked again by the next build.
    ///
    /// - Throws: `FileEntryError.wrongMachine`, `ArchiveError`, `FileError`.
    func check(_ digest: Digest, in store: ContentStore) throws {
        let proof = "machine-\(Self.version)-\(architecture)"
        if try store.hasProof(proof, of: digest) { return }
        if try check(store.path(of: digest)) { try store.remember(proof, of: digest) }
    }

    /// - Returns: whether it is an archive.
    private func check(_ file: FilePath) throws -> Bool {
        let source = try FileReader(file)
        let head = try source.read(upTo: ArchiveKind.headSize)
        try check(head, member: nil)
        guard let kind = ArchiveKind(head: head), let reader = try? kind.open(file) else { return false }
        var budget = MemberBudget(archiveSize: source.size)
        var isFirst = true
        while let header = try next(reader, isFirst: isFirst) {
            isFirst = false
            guard header.kind == .file else { continue }
            let bytes = try reader.read(upTo: 1 << 12)
            try check(bytes, member: MemberExtractor.name(header) ?? "?")
            try budget.take(max(header.size, Int64(bytes.count)))
        }
        return true
    }

    /// A compressed file that holds no archive is no archive: only its beginning tells.
    private func next(_ reader: ArchiveReader, isFirst: Bool) throws -> ArchiveMemberHeader? {
        try Task.checkCancellation()
        guard isFirst else { return try reader.nextMember() }
        return try? reader.nextMember()
    }

    private func check(_ bytes: [UInt8], member: String?) throws(FileEntryError) {
        guard let header = ELFHeader(bytes), header.isRunnable, !header.runs(on: architecture) else { return }
        throw .wrongMachine(member: member, found: header.machineName, wanted: architecture)
    }
}
