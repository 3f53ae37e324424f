import AirgapCore
import SystemPackage

/// Finds out what only a file's bytes can tell: its SHA-256, whether its signature is good, its members.
struct FileCompletion {
    let set: FileSet
    let context: ResolveContext

    /// - Throws: `StageError`, or `FailureList` of all files that failed.
    func complete(_ locked: LockedFiles) async throws -> LockedFiles {
        LockedFiles(
            files: try await FileWork(stage: set.stage).all(locked.files, named: \.path.description) { file in
                try await complete(file)
            })
    }

    private func complete(_ file: LockedFiles.File) async throws -> LockedFiles.File {
        var file = file
        if file.digest == nil { try await arrive(&file) }
        guard let digest = file.digest, file.signature != nil || file.members != nil else { return file }
        try await context.sources.fetch(set.items(of: file))
        if let signature = file.signature { try await check(signature, of: file, digest) }
        if let members = file.members { file.members = try extract(members, of: file, digest) }
        return file
    }

    private func arrive(_ file: inout LockedFiles.File) async throws {
        if context.isLocked, file.trust == .firstUse { throw FileEntryError.notRecorded }
        let isVouched = file.sha512 != nil || file.trust == .signature || file.allowHTTP == true
        let sources = try file.sources.map { try set.mirrors.rewrite($0) }
        let arrived = try await context.sources.fetchUnknown(
            UnknownItem(
                name: file.path.description, module: set.stage, sources: sources, sha512: file.sha512,
                allowsPlainHTTP: isVouched))
        file.digest = arrived.digest
        file.size = arrived.size
        if file.trust == .firstUse {
            let text = "\(file.path): nothing vouches for it; airgap.lock now has \(arrived.digest), as it came first"
            context.progress.report(.warning(stage: set.stage.rawValue, text: text))
        }
    }

    private func check(_ signature: LockedFiles.Signature, of file: LockedFiles.File, _ digest: Digest) async throws {
        guard let keyring = set.keyring(for: file.path) else { return }
        let bytes = try context.store.read(signature.digest)
        try await DetachedSignature(bytes, keyring: OpenPGPKeyring(at: set.folder.pushing(FilePath(keyring))))
            .check(context.store.path(of: digest), scratch: context.store.root.appending("tmp"))
    }

    private func extract(
        _ members: [LockedFiles.Member], of file: LockedFiles.File, _ digest: Digest
    ) throws -> [LockedFiles.Member] {
        let isHere = try members.allSatisfy { try $0.digest.map { try context.store.contains($0) } ?? false }
        if isHere { return members }
        let found = try MemberExtractor(store: context.store).extract(Set(members.map(\.member)), from: digest)
        let modesAreFixed = set.fixesMode(of: file.path)
        return try members.map { member in
            guard let extracted = found[member.member] else { throw FileEntryError.noMember(member.member, near: nil) }
            if let expected = member.digest, expected != extracted.digest {
                throw FileEntryError.memberChanged(member.member, expected: expected, found: extracted.digest)
            }
            var member = member
            if member.digest == nil, !modesAreFixed { member.isExecutable = extracted.isExecutable }
            (member.digest, member.size) = (extracted.digest, extracted.size)
            return member
        }
    }
}
