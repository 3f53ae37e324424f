/// The state of one pass over a bundle's members.
struct BundlePass {
    private static let manifestLimit: Int64 = 64 << 20
    private static let checksumLimit: Int64 = 256 << 20
    private static let lockLimit: Int64 = 256 << 20

    private let file: String
    private var modules: VerifierSet
    private var findings = FindingList()
    private(set) var manifest: BundleManifest?
    private var expected: [RelativePath: Digest] = [:]
    private var executables: Set<RelativePath> = []
    private var seen: [RelativePath: BundleFacts.MemberFact] = [:]
    private var lock: LockFile?
    private var folded: Set<String> = []
    private var last: RelativePath?
    private var current: CurrentMember?
    private var ended = true
    private(set) var memberCount = 0
    private(set) var byteCount: Int64 = 0
    /// What the modules proved, in words.
    private(set) var statements: [String] = []

    init(file: String, modules: VerifierSet) {
        self.file = file
        self.modules = modules
    }

    /// A member begins.
    ///
    /// - Throws: `StreamFault` for what makes the rest unreadable or not worth reading.
    mutating func begin(_ header: TarHeader, offset: Int64) throws {
        memberCount += 1
        let member = place(header)
        switch memberCount {
        case 1:
            guard member?.path.description == BundleLayout.manifest, header.size <= Self.manifestLimit else {
                throw StreamFault(offset: offset, reason: "the first member is not \(BundleLayout.manifest)")
            }
        case 2:
            guard member?.path.description == BundleLayout.checksums, header.size <= Self.checksumLimit else {
                throw StreamFault(offset: offset, reason: "the second member is not \(BundleLayout.checksums)")
            }
        default: try checkDeclared(header, offset)
        }
        current = CurrentMember(member: member, name: header.path, interest: interest(in: member))
    }

    /// More bytes of the member.
    mutating func take(_ bytes: ArraySlice<UInt8>, offset: Int64) throws {
        byteCount += Int64(bytes.count)
        current?.take(bytes)
    }

    /// The member is whole.
    mutating func end(offset: Int64) throws {
        guard let done = current else { return }
        current = nil
        guard let member = done.member else { return }
        let digest = done.digest
        if seen.updateValue(.init(size: member.size, digest: digest), forKey: member.path) != nil {
            findings.add(Finding(member.path, "stands twice in the archive"))
        } else if memberCount > 2 {
            if let last, member.path < last { findings.add(Finding(member.path, "out of order, after \(last)")) }
            last = member.path
        }
        switch memberCount {
        case 1: try readManifest(done.kept, offset)
        case 2: try readChecksums(done.kept, offset)
        default: check(member.path, digest)
        }
        if member.path.description == BundleLayout.lock { readLock(done.kept, digest) }
        if let index = modules.index(for: member.path), done.interest != .digest {
            modules.parts[index].verifier.receive(done.kept, of: member)
        }
    }

    /// Nothing more can be read.
    mutating func stop(at fault: StreamFault) {
        ended = false
        findings.add(Finding(current?.name ?? file, "\(fault); the rest was not read"))
        current = nil
    }

    /// Checks what only the whole can show.
    mutating func finish(complete: Bool) -> [Finding] {
        guard let manifest else { return findings.all }
        if ended {
            for path in expected.keys.sorted() where seen[path] == nil {
                findings.add(Finding(path, "listed in SHA256SUMS, but missing"))
            }
            checkCounts(manifest)
            for part in modules.parts.indices { finish(part, manifest) }
        }
        return findings.all
    }

    private mutating func finish(_ part: Int, _ manifest: BundleManifest) {
        let name = modules.parts[part].name
        let section = lock?.bundles[manifest.architecture]?.sections[name]?.content
        let absences = manifest.components.first { $0.module == name }?.absent ?? []
        findings.add(
            modules.parts[part].verifier.finish(
                BundleFacts(
                    architecture: manifest.architecture, members: seen, lockedSection: section, absences: absences)))
        statements += modules.parts[part].verifier.statements
    }

    private mutating func checkCounts(_ manifest: BundleManifest) {
        let others = seen.filter { ![BundleLayout.manifest, BundleLayout.checksums].contains($0.key.description) }
        if others.count != manifest.files {
            findings.add(
                Finding(BundleLayout.manifest, "declares \(manifest.files) files, the archive has \(others.count)"))
        }
        let bytes = others.values.reduce(0) { $0 + $1.size }
        if bytes != manifest.bytes {
            findings.add(Finding(BundleLayout.manifest, "declares \(manifest.bytes) bytes, the archive has \(bytes)"))
        }
        if lock == nil { findings.add(Finding(BundleLayout.lock, "missing or unreadable")) }
    }

    /// Where a member stands below the top folder; nil when it is nothing that a bundle may hold.
    private mutating func place(_ header: TarHeader) -> ArchiveMember? {
        if let kind = header.unwantedKind {
            findings.add(Finding(header.path, "\(kind): only regular files belong into a bundle"))
            return nil
        }
        do {
            let whole = try RelativePath(header.path)
            let parts = whole.description.split(separator: "/", maxSplits: 1)
            guard parts.count == 2 else {
                findings.add(Finding(header.path, "not below the bundle's top folder"))
                return nil
            }
            checkTop(String(parts[0]), header)
            let path = try RelativePath(String(parts[1]))
            checkMode(header, path)
            if !folded.insert(path.description.lowercased()).inserted, seen[path] == nil {
                findings.add(Finding(path, "differs from another member only in upper and lower case"))
            }
            return ArchiveMember(path: path, size: header.size)
        } catch {
            findings.add(Finding(header.path, "\(error)"))
            return nil
        }
    }

    private mutating func checkTop(_ top: String, _ header: TarHeader) {
        guard let name = manifest?.bundleName.description, name != top else { return }
        findings.add(Finding(header.path, "not below the bundle's top folder \(name)"))
    }

    private mutating func checkMode(_ header: TarHeader, _ path: RelativePath) {
        let expected: UInt32 = executables.contains(path) ? 0o755 : 0o644
        guard header.mode != expected else { return }
        findings.add(
            Finding(path, "mode 0\(String(header.mode, radix: 8)), expected 0\(String(expected, radix: 8))"))
    }

    /// A bundle says how much it holds; more than that is not read.
    private func checkDeclared(_ header: TarHeader, _ offset: Int64) throws {
        guard let manifest else { return }
        let allowed = manifest.bytes.addingReportingOverflow(Self.manifestLimit + Self.checksumLimit)
        guard memberCount <= manifest.files + 2 + 1000,
            allowed.overflow || header.size <= allowed.partialValue - min(byteCount, allowed.partialValue)
        else {
            throw StreamFault(
                offset: offset,
                reason: "more than the declared \(manifest.files) files and \(manifest.bytes) bytes")
        }
    }

    private mutating func interest(in member: ArchiveMember?) -> MemberInterest {
        guard let member else { return .digest }
        switch member.path.description {
        case BundleLayout.manifest where memberCount == 1: return .contents(limit: Int(Self.manifestLimit))
        case BundleLayout.checksums where memberCount == 2: return .contents(limit: Int(Self.checksumLimit))
        case BundleLayout.lock: return .contents(limit: Int(Self.lockLimit))
        default: break
        }
        guard let index = modules.index(for: member.path) else { return .digest }
        let interest = modules.parts[index].verifier.interest(in: member)
        if case .contents(let limit) = interest, member.size > Int64(limit) {
            findings.add(Finding(member.path, "\(member.size) bytes, more than the \(limit) that such a file may have"))
            return .digest
        }
        return interest
    }

    private mutating func readManifest(_ bytes: [UInt8], _ offset: Int64) throws {
        do {
            let manifest = try JSONCoding.decode(BundleManifest.self, from: bytes)
            guard manifest.format == BundleManifest.currentFormat else {
                throw StreamFault(offset: offset, reason: "bundle.json: unknown format \(manifest.format)")
            }
            guard manifest.files >= 0, manifest.files <= 50_000_000, manifest.bytes >= 0 else {
                throw StreamFault(offset: offset, reason: "bundle.json: impossible counts")
            }
            self.manifest = manifest
            executables = Set(manifest.executables)
        } catch let fault as StreamFault {
            throw fault
        } catch {
            throw StreamFault(offset: offset, reason: "bundle.json cannot be read: \(error)")
        }
    }

    private mutating func readChecksums(_ bytes: [UInt8], _ offset: Int64) throws {
        do {
            for line in try ChecksumFile(parsing: bytes).lines { expected[line.path] = line.digest }
        } catch {
            throw StreamFault(offset: offset, reason: "SHA256SUMS cannot be read: \(error)")
        }
        if let path = try? RelativePath(BundleLayout.manifest), let fact = seen[path] { check(path, fact.digest) }
    }

    private mutating func readLock(_ bytes: [UInt8], _ digest: Digest) {
        if let manifest, manifest.lock != digest {
            findings.add(Finding(BundleLayout.lock, "bundle.json has \(manifest.lock), the member is \(digest)"))
        }
        do {
            lock = try LockFile(parsing: bytes)
        } catch {
            findings.add(Finding(BundleLayout.lock, "\(error)"))
        }
    }

    private mutating func check(_ path: RelativePath, _ digest: Digest) {
        guard let expected = expected[path] else {
            return findings.add(Finding(path, "not listed in SHA256SUMS"))
        }
        if expected != digest {
            findings.add(Finding(path, "digest mismatch: SHA256SUMS has \(expected), the member is \(digest)"))
        }
    }
}
