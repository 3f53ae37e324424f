import AirgapCore

/// Checks the repositories of a bundle: indexes against files, files against indexes, all against the lock.
struct OSPackagesVerifier: ModuleVerifier {
    /// The largest index file in bytes.
    private static let indexLimit = 64 << 20
    /// How much of a .deb is looked at, in bytes: the control archive stands at its beginning.
    private static let debPrefix = 1 << 16
    /// How much of an .rpm is looked at, in bytes: its headers stand at its beginning, with a name for each of its files.
    private static let rpmPrefix = 4 << 20

    private var debRepositories: [String: VerifiedRepository] = [:]
    private var yumRepositories: [String: VerifiedYumRepository] = [:]
    private var controls: [RelativePath: DebControl] = [:]
    private var headers: [RelativePath: String] = [:]
    private var packages: Set<RelativePath> = []
    private var findings: [Finding] = []
    private(set) var statements: [String] = []

    mutating func interest(in member: ArchiveMember) -> MemberInterest {
        switch member.path.name {
        case "Packages", "Release", "InRelease", "repomd.xml": return .contents(limit: Self.indexLimit)
        case let name where Self.isMetadata(name): return .contents(limit: Self.indexLimit)
        case let name where name.hasSuffix(".deb"):
            packages.insert(member.path)
            return .prefix(Self.debPrefix)
        case let name where name.hasSuffix(".rpm"):
            packages.insert(member.path)
            return .prefix(Self.rpmPrefix)
        default: return .digest
        }
    }

    private static func isMetadata(_ name: String) -> Bool {
        name.hasSuffix("-primary.xml.gz") || name.hasSuffix("-filelists.xml.gz")
    }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {
        let parts = member.path.components.dropLast()
        let folder = parts.joined(separator: "/")
        // repomd.xml and its files stand in `repodata/`.
        let above = parts.dropLast().joined(separator: "/")
        do {
            switch member.path.name {
            case "Packages": try debRepositories[folder, default: VerifiedRepository()].readPackages(bytes)
            case "Release": try debRepositories[folder, default: VerifiedRepository()].readRelease(bytes)
            case "InRelease": debRepositories[folder, default: VerifiedRepository()].readInRelease(bytes)
            case "repomd.xml": try yumRepositories[above, default: VerifiedYumRepository()].readRepomd(bytes)
            case let name where name.hasSuffix("-filelists.xml.gz"):
                yumRepositories[above, default: VerifiedYumRepository()].readFilelists(bytes)
            case let name where name.hasSuffix(".gz"):
                try yumRepositories[above, default: VerifiedYumRepository()].readPrimary(bytes)
            case let name where name.hasSuffix(".rpm"):
                headers[member.path] = try RPMFile(prefix: bytes, fileSize: member.size).package.nevra
            default: controls[member.path] = try DebArchive.control(inPrefix: bytes, of: member.size)
            }
        } catch {
            findings.append(Finding(member.path, "\(error)"))
        }
    }

    mutating func finish(_ facts: BundleFacts) -> [Finding] {
        var listed: Set<RelativePath> = []
        for (folder, repository) in debRepositories.sorted(by: { $0.key < $1.key }) {
            findings += repository.check(folder: folder, facts: facts, controls: controls, listed: &listed)
        }
        for (folder, repository) in yumRepositories.sorted(by: { $0.key < $1.key }) {
            findings += repository.check(folder: folder, facts: facts, headers: headers, listed: &listed)
        }
        for path in packages.sorted() where !listed.contains(path) {
            let index = path.name.hasSuffix(".deb") ? "Packages file" : "primary.xml"
            findings.append(Finding(path, "no \(index) lists it"))
        }
        findings += lockFindings(facts)
        return findings
    }

    private mutating func lockFindings(_ facts: BundleFacts) -> [Finding] {
        guard let section = facts.lockedSection else {
            return packages.isEmpty ? [] : [Finding(BundleLayout.lock, "it has no section for os-packages")]
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
        let folder = self.folder(of: target, facts)
        do {
            guard let proof = try proof(target, folder, facts.architecture) else { return [] }
            statements += ProofStatement(target: target, proof: proof).lines
            return proof.failures.map { Finding(folder, "\(target.id): \($0)") }
        } catch {
            return [Finding(folder, "\(target.id): \(error)")]
        }
    }

    /// nil without an index that could be read: that is a finding already.
    private func proof(
        _ target: LockedTarget, _ folder: String, _ architecture: Architecture
    ) throws -> InstallabilityProof? {
        switch target.family {
        case .deb:
            guard let packages = debRepositories[folder]?.packages else { return nil }
            return try DebProof.prove(target, packages: packages, architecture: architecture)
        case .rpm:
            guard let repository = yumRepositories[folder], let primary = repository.primary,
                let filelists = repository.filelists
            else { return nil }
            return try RPMProof.prove(target, primary: primary, filelists: filelists, architecture: architecture)
        }
    }

    private func folder(of target: LockedTarget, _ facts: BundleFacts) -> String {
        target.family == .deb
            ? DebLayout.folder(target.distribution, facts.architecture, target.codename)
            : YumLayout.folder(target, facts.architecture)
    }

    private func missing(_ package: LockedPackage, of target: LockedTarget, _ facts: BundleFacts) -> Finding? {
        let file = target.family == .deb ? DebLayout.filename(of: package) : YumLayout.filename(of: package)
        let name = folder(of: target, facts) + "/" + file
        guard let path = try? RelativePath(name), let member = facts.members[path] else {
            return Finding(
                name, "\(Quoted(package.label)) of target \(Quoted(target.id)) is locked but not in the bundle")
        }
        guard member.digest != package.sha256 || member.size != package.size else { return nil }
        return Finding(
            path, "the lock has \(package.sha256), \(package.size) bytes; found \(member.digest), \(member.size) bytes")
    }
}
