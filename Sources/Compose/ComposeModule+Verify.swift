import AirgapCore

/// Checks that the set-up's files are those of airgap.lock.
struct ComposeVerifier: ModuleVerifier {
    mutating func interest(in member: ArchiveMember) -> MemberInterest { .digest }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {}

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var findings: [Finding] = []
        let locked = ListedMembers.section(LockedCompose.self, in: facts, &findings)
        let listed = (locked?.files ?? []).map { ($0.path, $0.digest) }
        return findings
            + ListedMembers(Dictionary(listed) { $1 }).findings(in: facts, owned: ComposeModule.owns)
    }
}
