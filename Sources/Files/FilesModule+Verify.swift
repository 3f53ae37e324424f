import AirgapCore

/// Checks that every locked file is in the bundle with its digest, and that nothing else stands among them.
struct FilesVerifier: ModuleVerifier {
    mutating func interest(in member: ArchiveMember) -> MemberInterest { .digest }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {}

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var findings: [Finding] = []
        let locked = ListedMembers.section(LockedFiles.self, in: facts, &findings)
        var listed: [RelativePath: Digest] = [:]
        for file in locked?.files ?? [] {
            if let path = try? RelativePath(FilesModule.root).appending(file.path.description) {
                listed[path] = file.digest
            } else {
                findings.append(Finding(BundleLayout.lock, "files: path too long: \(Quoted(file.path.description))"))
            }
        }
        return findings + ListedMembers(listed).findings(in: facts, owned: FilesModule.owns)
    }
}
