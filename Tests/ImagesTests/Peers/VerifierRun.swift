import AirgapCore

@testable import Images

/// One pass of the images verifier over files in memory.
enum VerifierRun {
    /// What is found in the bundle's files, with a lock or without.
    static func findings(
        in files: [RelativePath: [UInt8]], locked: LockedImages?, architecture: Architecture = .amd64,
        absences: [Absence]? = nil
    ) throws -> [Finding] {
        try findings(
            in: files, section: locked.map { try JSONCoding.encode($0) }, architecture: architecture,
            absences: absences ?? locked?.absences ?? [])
    }

    static func findings(
        in files: [RelativePath: [UInt8]], section: [UInt8]?, architecture: Architecture = .amd64,
        absences: [Absence] = []
    ) throws -> [Finding] {
        var verifier = ImagesModule.makeVerifier()
        var members: [RelativePath: BundleFacts.MemberFact] = [:]
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let member = ArchiveMember(path: path, size: Int64(bytes.count))
            switch verifier.interest(in: member) {
            case .digest: break
            case .contents(let limit): if bytes.count <= limit { verifier.receive(bytes, of: member) }
            case .tarOutline:
                var outline = TarOutline()
                let lines = stride(from: 0, to: bytes.count, by: 700).map { start in
                    outline.take(bytes[start..<min(start + 700, bytes.count)])
                }
                verifier.receive(Array(lines.joined().utf8), of: member)
            case .prefix(let count): verifier.receive(Array(bytes.prefix(count)), of: member)
            }
            members[path] = .init(size: Int64(bytes.count), digest: Digest(of: bytes))
        }
        return verifier.finish(
            BundleFacts(
                architecture: architecture, members: members, lockedSection: section, absences: absences))
    }
}
