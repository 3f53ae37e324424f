import AirgapCore

/// One yum repository of a bundle as its own metadata describes it.
struct VerifiedYumRepository {
    /// One package of primary.xml.
    private struct Entry {
        let nevra: String
        let architecture: String
        let source: RPMPackageSource
    }

    private var repomd: Repomd?
    private var entries: [Entry] = []
    /// primary.xml and filelists.xml as they came; nil when they were not seen.
    private(set) var primary: [UInt8]?
    private(set) var filelists: [UInt8]?

    /// Takes repomd.xml.
    ///
    /// - Throws: `XMLError` or `MetadataError`.
    mutating func readRepomd(_ bytes: [UInt8]) throws { repomd = try Repomd(parsing: bytes) }

    /// Takes primary.xml.gz.
    ///
    /// - Throws: `ArchiveError`, `XMLError`, or `MetadataError`.
    mutating func readPrimary(_ bytes: [UInt8]) throws {
        primary = bytes
        var found: [Entry] = []
        try withoutActuallyEscaping({ (package: RPMPackage, source: RPMPackageSource) in
            found.append(Entry(nevra: package.nevra, architecture: package.architecture, source: source))
        }) { take in
            _ = try MemoryDocument.read(PrimaryHandler(architectures: Self.architectures, take: take), of: bytes)
        }
        entries = found
    }

    /// Takes filelists.xml.gz.
    mutating func readFilelists(_ bytes: [UInt8]) { filelists = bytes }

    private static let architectures = Set(["noarch"] + Architecture.allCases.map(\.rpm))

    /// Checks the repository against the members that were seen.
    ///
    /// - Parameters:
    ///   - folder: the repository's folder below the bundle's top.
    ///   - facts: the members that were seen.
    ///   - headers: what the rpm files say that they are, by member.
    ///   - listed: takes every package file that primary.xml names.
    /// - Returns: everything found wrong, in a stable order.
    func check(
        folder: String, facts: BundleFacts, headers: [RelativePath: String], listed: inout Set<RelativePath>
    ) -> [Finding] {
        var findings = repomdFindings(folder, facts)
        for entry in entries {
            findings += check(entry, folder: folder, facts: facts, headers: headers, listed: &listed)
        }
        return findings
    }

    private func check(
        _ entry: Entry, folder: String, facts: BundleFacts, headers: [RelativePath: String],
        listed: inout Set<RelativePath>
    ) -> [Finding] {
        let label = Quoted(entry.nevra)
        guard let path = try? RelativePath(folder + "/" + entry.source.location), entry.source.base == nil else {
            return [Finding(folder + "/repodata", "\(label): unusable location \(Quoted(entry.source.location))")]
        }
        guard listed.insert(path).inserted else {
            return [Finding(folder + "/repodata", "\(label): \(path) is listed twice")]
        }
        guard let member = facts.members[path] else { return [Finding(path, "missing; \(label) is listed there")] }
        var findings: [Finding] = []
        if member.digest != entry.source.digest || member.size != entry.source.size {
            findings.append(
                Finding(
                    path,
                    "primary.xml has \(entry.source.digest), \(entry.source.size) bytes; found \(member.digest), "
                        + "\(member.size) bytes"))
        }
        if entry.architecture != "noarch", entry.architecture != facts.architecture.rpm {
            findings.append(
                Finding(path, "architecture \(Quoted(entry.architecture)) in a bundle for \(facts.architecture.rpm)"))
        }
        if let found = headers[path], found != entry.nevra {
            findings.append(Finding(path, "the rpm file is \(Quoted(found)), primary.xml says \(label)"))
        }
        return findings
    }

    private func repomdFindings(_ folder: String, _ facts: BundleFacts) -> [Finding] {
        let path = folder + "/repodata/repomd.xml"
        guard let repomd else { return [Finding(path, "missing or unreadable")] }
        var findings: [Finding] = []
        for type in ["primary", "filelists"] where repomd[type] == nil {
            findings.append(Finding(path, "it does not list \(type)"))
        }
        for record in repomd.records {
            guard record.location.base == nil,
                let path = try? RelativePath(folder + "/" + record.location.path.description)
            else {
                findings.append(Finding(path, "unusable location of \(Quoted(record.type))"))
                continue
            }
            guard let member = facts.members[path] else {
                findings.append(Finding(path, "missing; repomd.xml lists it"))
                continue
            }
            if record.digest != member.digest || record.size != member.size {
                findings.append(
                    Finding(
                        path,
                        "repomd.xml has \(record.digest?.description ?? "no sha256"), \(record.size ?? -1) bytes; "
                            + "found \(member.digest), \(member.size) bytes"))
            }
        }
        if primary == nil { findings.append(Finding(folder + "/repodata", "no readable primary.xml")) }
        return findings
    }
}
