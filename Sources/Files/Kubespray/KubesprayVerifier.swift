import AirgapCore

/// Checks that the deployer's files are those of airgap.lock.
struct KubesprayVerifier: ModuleVerifier {
    mutating func interest(in member: ArchiveMember) -> MemberInterest { .digest }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {}

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var findings: [Finding] = []
        var listed: [RelativePath: Digest] = [:]
        for file in ListedMembers.section(LockedKubespray.self, in: facts, &findings)?.files ?? [] {
            if let path = try? RelativePath(KubesprayModule.root).appending(file.path.description) {
                listed[path] = file.digest
            }
        }
        return findings + ListedMembers(listed).findings(in: facts, owned: KubesprayModule.owns)
    }
}
