import AirgapCore

/// Checks that every locked file is in the bundle with its digest, and that nothing else stands among them.
struct FilesVerifier: ModuleVerifier {
    let root: String

    mutating func interest(in member: ArchiveMember) -> MemberInterest { .digest }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {}

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var findings: [Finding] = []
        var listed: [RelativePath: Digest] = [:]
        for file in ListedMembers.section(LockedFiles.self, in: facts, &findings)?.files ?? [] {
            for (path, digest) in parts(of: file) {
                if let path = try? RelativePath(root).appending(path.description), let digest {
                    listed[path] = digest
                } else {
                    let problem = digest == nil ? "no digest for" : "path too long:"
                    findings.append(Finding(BundleLayout.lock, "\(problem) \(Quoted(path.description))"))
                }
            }
        }
        return findings + ListedMembers(listed).findings(in: facts) { $0.isInside(root) }
    }

    private func parts(of file: LockedFiles.File) -> [(RelativePath, Digest?)] {
        if let members = file.members { return members.map { ($0.path, $0.digest) } }
        return [(file.path, file.digest)] + (file.signature.map { [($0.path, $0.digest)] } ?? [])
    }
}
