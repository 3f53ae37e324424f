import AirgapCore

/// Checks the repositories of a bundle: indexes against files, files against indexes, all against the lock.
struct OSPackagesVerifier: ModuleVerifier {
    /// The largest Packages or Release file in bytes.
    private static let indexLimit = 64 << 20
    /// How much of a package file is looked at, in bytes: the control archive stands at its beginning.
    private static let prefixSize = 1 << 16

    private var repositories: [String: VerifiedRepository] = [:]
    private var controls: [RelativePath: DebControl] = [:]
    private var debs: Set<RelativePath> = []
    private var findings: [Finding] = []
    private(set) var statements: [String] = []

    mutating func interest(in member: ArchiveMember) -> MemberInterest {
        switch member.path.name {
        case "Packages", "Release", "InRelease": return .contents(limit: Self.indexLimit)
        case let name where name.hasSuffix(".deb"):
            debs.insert(member.path)
            return .prefix(Self.prefixSize)
        default: return .digest
        }
    }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {
        let folder = member.path.components.dropLast().joined(separator: "/")
        do {
            switch member.path.name {
            case "Packages": try repositories[folder, default: VerifiedRepository()].readPackages(bytes)
            case "Release": try repositories[folder, default: VerifiedRepository()].readRelease(bytes)
            case "InRelease": repositories[folder, default: VerifiedRepository()].readInRelease(bytes)
            default: controls[member.path] = try DebArchive.control(inPrefix: bytes, of: member.size)
            }
        } catch {
            findings.append(Finding(member.path, "\(error)"))
        }
    }

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var listed: Set<RelativePath> = []
        for (folder, repository) in repositories.sorted(by: { $0.key < $1.key }) {
            findings += repository.check(folder: folder, facts: facts, controls: controls, listed: &listed)
        }
        for path in debs.sorted() where !listed.contains(path) {
            findings.append(Finding(path, "no Packages file lists it"))
        }
        findings += lockFindings(facts)
        return findings
    }

    private mutating func lockFindings(_ facts: BundleFacts) -> [Finding] {
        guard let section = facts.lockedSection else {
            return debs.isEmpty ? [] : [Finding(BundleLayout.lock, "it has no section for os-packages")]
        }
        let locked: LockedTargets
        do {
            locked = try JSONCoding.decode(LockedTargets.self, from: section)
        } catch {
            return [Finding(BundleLayout.lock, "the section of os-packages cannot be read: \(Quoted("\(error)"))")]
        }
        return locked.targets.flatMap { target in
            target.packages.compactMap { missing($0, of: target, facts) } + proofFindings(target, facts)
        }
    }

    /// Solves the target's requests once more, from the bundle alone.
    private mutating func proofFindings(_ target: LockedTarget, _ facts: BundleFacts) -> [Finding] {
        let folder = DebLayout.folder(target.distribution, facts.architecture, target.codename)
        guard let packages = repositories[folder]?.packages else { return [] }
        do {
            let proof = try DebProof.prove(target, packages: packages, architecture: facts.architecture)
            statements += ProofStatement(target: target, proof: proof).lines
            return proof.failures.map { Finding(folder + "/Packages", "\(target.id): \($0)") }
        } catch {
            return [Finding(folder + "/Packages", "\(target.id): \(error)")]
        }
    }

    private func missing(_ package: LockedPackage, of target: LockedTarget, _ facts: BundleFacts) -> Finding? {
        let folder = DebLayout.folder(target.distribution, facts.architecture, target.codename)
        let name = folder + "/" + DebLayout.filename(of: package)
        guard let path = try? RelativePath(name), let member = facts.members[path] else {
            return Finding(
                name, "\(Quoted(package.label)) of target \(Quoted(target.id)) is locked but not in the bundle")
        }
        guard member.digest != package.sha256 || member.size != package.size else { return nil }
        return Finding(
            path, "the lock has \(package.sha256), \(package.size) bytes; found \(member.digest), \(member.size) bytes")
    }
}
