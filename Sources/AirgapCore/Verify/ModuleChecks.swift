/// What is done with every member, whichever way a bundle is read: modules see what they asked for, the lock is read, and
/// at the end each module checks its part.
struct ModuleChecks {
    private let contents: BundleContents
    private var modules: VerifierSet
    private var lock: LockOutline?
    /// The lock as it was read: parsed at the end, when nothing else needs room.
    private var lockBytes: [UInt8]?
    private var facts: [RelativePath: BundleFacts.MemberFact] = [:]
    private var interests: [MemberInterest] = []
    private(set) var memberCount = 0
    private(set) var byteCount: Int64 = 0
    private var isWhole = true
    /// What the modules proved, in words.
    private(set) var statements: [String] = []
    var findings = FindingList()

    init(_ contents: BundleContents, modules: VerifierSet) {
        self.contents = contents
        self.modules = modules
        interests = Array(repeating: .digest, count: contents.entries.count)
        facts.reserveCapacity(contents.entries.count)
        findings.add(contents.findings)
    }

    /// How much of a member is to be kept; called once for each, in the archive's order.
    mutating func interest(in entry: Int, size: Int64) -> MemberInterest {
        let path = contents.entries[entry].path
        var interest = MemberInterest.digest
        if path.description == BundleLayout.lock {
            interest = .contents(limit: Int(MemberLimits.lock))
        } else if entry >= contents.prologue, let index = modules.index(for: path) {
            interest = modules.parts[index].verifier.interest(in: ArchiveMember(path: path, size: size))
        }
        if case .contents(let limit) = interest, size > Int64(limit) {
            findings.add(Finding(path, "\(size) bytes, more than the \(limit) that such a file may have"))
            interest = .digest
        }
        interests[entry] = interest
        return interest
    }

    /// A member was read.
    mutating func take(_ member: VerifiedMember) {
        let path = contents.entries[member.entry].path
        guard let fact = member.fact else {
            isWhole = false
            return
        }
        facts[path] = fact
        memberCount += 1
        byteCount += fact.size
        if path.description == BundleLayout.lock { noteLock(member.kept, fact.digest) }
        guard interests[member.entry] != .digest, let index = modules.index(for: path) else { return }
        modules.parts[index].verifier.receive(member.kept, of: ArchiveMember(path: path, size: fact.size))
    }

    /// Not everything was read: what only the whole can show is not looked for.
    mutating func stop() { isWhole = false }

    /// Checks what only the whole can show.
    mutating func finish() -> [Finding] {
        parseLock()
        guard isWhole else { return findings.all }
        for entry in contents.entries where facts[entry.path] == nil {
            findings.add(Finding(entry.path, "listed in SHA256SUMS, but missing"))
        }
        let bytes = contents.entries.dropFirst(contents.prologue).reduce(Int64(0)) { $0 + (facts[$1.path]?.size ?? 0) }
        if bytes != contents.manifest.bytes {
            let text = "declares \(contents.manifest.bytes) bytes, its files have \(bytes)"
            findings.add(Finding(BundleLayout.manifest, text))
        }
        if lock == nil { findings.add(Finding(BundleLayout.lock, "missing or unreadable")) }
        for part in modules.parts.indices {
            let name = modules.parts[part].name
            let absences = contents.manifest.components.first { $0.module == name }?.absent ?? []
            let section = lock?.locked(contents.manifest.architecture, name)
            findings.add(
                modules.parts[part].verifier.finish(
                    BundleFacts(
                        architecture: contents.manifest.architecture, members: facts, lockedSection: section,
                        absences: absences)))
            statements += modules.parts[part].verifier.statements
        }
        for component in contents.manifest.components
        where !modules.parts.contains(where: { $0.name == component.module }) {
            statements.append(
                "\(component.module): every byte is as SHA256SUMS has it; what it proves besides was proved by the build, "
                    + "not by this program")
        }
        return findings.all
    }

    private mutating func noteLock(_ bytes: [UInt8], _ digest: Digest) {
        lockBytes = bytes
        guard contents.manifest.lock != digest else { return }
        let text = "bundle.json has \(contents.manifest.lock), the member is \(digest)"
        findings.add(Finding(BundleLayout.lock, text))
    }

    private mutating func parseLock() {
        guard let bytes = lockBytes.take() else { return }
        do {
            lock = try LockOutline(bytes)
        } catch {
            findings.add(Finding(BundleLayout.lock, "\(error)"))
        }
    }
}
