import AirgapCore

extension LockedFiles {
    /// Endings of names whose content gzip hardly makes smaller.
    private static let compressed = [
        "gz", "tgz", "xz", "txz", "zst", "bz2", "zip", "deb", "rpm", "whl", "jar", "7z", "run", "iso", "sig", "png",
        "jpg",
    ]

    /// The list that a comparison works on.
    var inventory: [InventoryItem] {
        files.map { file in
            let label = FileLabel(path: file.path, digest: file.digest)
            return InventoryItem(
                key: label.key, name: label.name, version: label.version, size: file.size, digest: file.digest,
                source: file.sources.first?.redacted ?? file.origin ?? "")
        }.sorted()
    }

    /// What will stand in the tree: members once they are known, the whole archive for now.
    var objects: [PlannedObject] {
        files.flatMap { file -> [PlannedObject] in
            let isPlain = !Self.compressed.contains { file.path.name.lowercased().hasSuffix("." + $0) }
            let signature = file.signature.map { [PlannedObject(digest: $0.digest, size: $0.size)] } ?? []
            if let members = file.members, members.allSatisfy({ $0.digest != nil }) {
                return members.map { PlannedObject(digest: $0.digest, size: $0.size, isCompressible: true) }
            }
            return [PlannedObject(digest: file.digest, size: file.size, isCompressible: isPlain)] + signature
        }
    }

    /// What a person should know before building.
    var concerns: [PlanConcern] {
        files.compactMap { file in
            guard file.trust == .firstUse else { return nil }
            let text = file.digest.map { "nothing vouches for it but the lock's own record, \($0)" }
            return PlanConcern(
                item: file.path.description, kind: "no-checksum",
                text: text ?? "nothing vouches for it: the first build records what arrives")
        }
    }

    /// `4 files`, `3 files, 2 of archives`.
    var summary: String {
        let count = files.reduce(0) { $0 + ($1.members?.count ?? 1) }
        let members = files.reduce(0) { $0 + ($1.members?.count ?? 0) }
        return "\(count) file\(count == 1 ? "" : "s")" + (members > 0 ? ", \(members) out of archives" : "")
    }

    /// This, with what answers to the names taken from a fresh resolution.
    func refreshing(_ names: Set<String>, from fresh: LockedFiles) -> LockedFiles {
        let old = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
        return LockedFiles(
            files: fresh.files.map { file in
                let label = FileLabel(path: file.path, digest: nil)
                guard !names.contains(label.name), !names.contains(file.path.description),
                    let before = old[file.path], before.sources == file.sources, file.origin == nil
                else { return file }
                return before
            })
    }
}
