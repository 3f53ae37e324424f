import AirgapCore

/// Checks a registry's storage in one pass: blobs come before the links to them, so small ones that look like JSON are
/// read while they pass.
struct ImagesVerifier: ModuleVerifier {
    /// The largest link in bytes that is read; a right one has 71.
    private static let linkLimit = 128
    private var inventory = RegistryInventory()
    private var archives = ArchivesCheck()

    mutating func interest(in member: ArchiveMember) -> MemberInterest {
        switch RegistryPath(member.path) {
        case .blob:
            member.size <= Int64(ManifestDocument.sizeLimit)
                ? .contents(limit: ManifestDocument.sizeLimit) : .digest
        case nil: ArchivesCheck.isArchive(member.path) ? .tarOutline : .digest
        default: .contents(limit: Self.linkLimit)
        }
    }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {
        switch RegistryPath(member.path) {
        case .blob(let digest): inventory.addBlob(bytes, digest: digest, at: member.path)
        case let link?: inventory.addLink(bytes, link, at: member.path)
        case nil where ArchivesCheck.isArchive(member.path): archives.take(bytes, of: member.path)
        case nil: break
        }
    }

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var check = RegistryCheck(inventory: inventory, facts: facts)
        return (inventory.findings + check.run() + archives.findings(facts)).sorted {
            ($0.member, $0.problem) < ($1.member, $1.problem)
        }
    }
}
