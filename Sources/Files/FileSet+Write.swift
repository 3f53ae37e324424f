import AirgapCore
import SystemPackage

extension FileSet {
    /// Puts the files into the tree.
    func write(_ locked: LockedFiles, in context: WriteContext, to tree: inout TreeWriter) throws {
        var failures: [any ExplainedError] = []
        for file in locked.files {
            do {
                try write(file, in: context, to: &tree)
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append(StageError(stage: stage.rawValue, item: file.path.description, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
    }

    private func write(_ file: LockedFiles.File, in context: WriteContext, to tree: inout TreeWriter) throws {
        guard let digest = file.digest else { throw FileEntryError.notRecorded }
        try importLocal(file, digest, into: context.store)
        var parts = [(digest, file.path, file.isExecutable)]
        if let members = file.members {
            parts = try members.map { member in
                guard let digest = member.digest else { throw FileEntryError.notRecorded }
                return (digest, member.path, member.isExecutable)
            }
        }
        if file.anyArchitecture != true {
            let check = MachineCheck(architecture: context.architecture)
            for part in parts { try check.check(part.0, in: context.store) }
        }
        if file.members == nil, let signature = file.signature {
            parts.append((signature.digest, signature.path, false))
        }
        for (digest, path, isExecutable) in parts {
            try tree.add(digest, at: RelativePath(root).appending(path.description), isExecutable: isExecutable)
        }
    }

    /// A file of the user's own disk must still be what was locked.
    private func importLocal(_ file: LockedFiles.File, _ digest: Digest, into store: ContentStore) throws {
        guard let origin = file.origin, try !store.contains(digest) else { return }
        let found = try store.add(fileAt: folder.pushing(FilePath(origin)))
        guard found.digest == digest else {
            throw FileEntryError.changed(origin, expected: digest, found: found.digest)
        }
    }
}
