import AirgapCore

/// One repository of a bundle as its own index files describe it.
struct VerifiedRepository {
    /// One stanza of Packages.
    private struct Entry {
        let name: String
        let version: String
        let architecture: String
        let filename: String
        let size: Int64
        let digest: Digest
    }

    private var entries: [Entry] = []
    /// The Packages file; nil when it was not seen.
    private(set) var packages: [UInt8]?
    private var release: ReleaseFile?
    private var releaseText: [UInt8] = []
    /// The text that InRelease signs; nil without one.
    private var signedText: [UInt8]?

    /// Takes the Packages file.
    ///
    /// - Throws: `PackageIndexError` or `ControlError`.
    mutating func readPackages(_ bytes: [UInt8]) throws {
        packages = bytes
        var rest = bytes[...]
        try StanzaReader.read { buffer in
            let piece = rest.prefix(buffer.count)
            rest = rest.dropFirst(piece.count)
            buffer.copyBytes(from: piece)
            return piece.count
        } take: { text in
            entries.append(try Self.entry(Stanza(text)))
        }
    }

    /// Takes the Release file.
    ///
    /// - Throws: `ControlError`.
    mutating func readRelease(_ bytes: [UInt8]) throws {
        release = try ReleaseFile(parsing: bytes)
        releaseText = bytes
    }

    /// Takes the InRelease file.
    mutating func readInRelease(_ bytes: [UInt8]) { signedText = ClearSignedText.unchecked(bytes) }

    private static func entry(_ stanza: Stanza) throws -> Entry {
        let name = String(decoding: stanza.name, as: UTF8.self)
        guard !stanza.name.isEmpty, let size = stanza.byteCount,
            let digest = try? Digest(hex: String(decoding: stanza.sha256, as: UTF8.self))
        else { throw PackageIndexError.incomplete(name: name) }
        return Entry(
            name: name, version: String(decoding: stanza[.version], as: UTF8.self),
            architecture: String(decoding: stanza.architecture, as: UTF8.self),
            filename: String(decoding: stanza[.filename], as: UTF8.self), size: size, digest: digest)
    }

    /// Checks the repository against the members that were seen.
    ///
    /// - Parameters:
    ///   - folder: the repository's folder below the bundle's top.
    ///   - facts: the members that were seen.
    ///   - controls: the control paragraphs that could be read, by member.
    ///   - listed: takes every package file that Packages names.
    /// - Returns: everything found wrong, in a stable order.
    func check(
        folder: String, facts: BundleFacts, controls: [RelativePath: DebControl], listed: inout Set<RelativePath>
    ) -> [Finding] {
        var findings = releaseFindings(folder, facts)
        if packages == nil { findings.append(Finding(folder + "/Packages", "missing")) }
        for entry in entries {
            findings += check(entry, folder: folder, facts: facts, controls: controls, listed: &listed)
        }
        return findings
    }

    private func check(
        _ entry: Entry, folder: String, facts: BundleFacts, controls: [RelativePath: DebControl],
        listed: inout Set<RelativePath>
    ) -> [Finding] {
        let index = folder + "/Packages"
        let label = Quoted("\(entry.name) \(entry.version)")
        guard let path = try? RelativePath(folder + "/" + entry.filename) else {
            return [Finding(index, "\(label): unusable Filename \(Quoted(entry.filename))")]
        }
        guard listed.insert(path).inserted else { return [Finding(index, "\(label): \(path) is listed twice")] }
        guard let member = facts.members[path] else { return [Finding(path, "missing; \(label) is listed there")] }
        var findings: [Finding] = []
        if member.digest != entry.digest || member.size != entry.size {
            findings.append(
                Finding(
                    path,
                    "Packages has \(entry.digest), \(entry.size) bytes; found \(member.digest), \(member.size) bytes"))
        }
        if entry.architecture != "all", entry.architecture != facts.architecture.debian {
            findings.append(
                Finding(
                    path, "architecture \(Quoted(entry.architecture)) in a bundle for \(facts.architecture.debian)"))
        }
        if let control = controls[path] {
            do {
                try control.check(name: entry.name, version: entry.version, architecture: entry.architecture)
            } catch {
                findings.append(Finding(path, "\(error)"))
            }
        }
        return findings
    }

    private func releaseFindings(_ folder: String, _ facts: BundleFacts) -> [Finding] {
        guard let release else { return [Finding(folder + "/Release", "missing or unreadable")] }
        let differs = signedText.map { $0 != releaseText } ?? false
        let signature = differs ? [Finding(folder + "/InRelease", "signs another text than Release has")] : []
        return signature
            + ["Packages", "Packages.gz"].compactMap { name in
                let path = folder + "/" + name
                guard let listed = release.index(name) else { return Finding(path, "Release does not list it") }
                guard let member = (try? RelativePath(path)).flatMap({ facts.members[$0] }) else {
                    return Finding(path, "missing; Release lists it")
                }
                guard member.digest != listed.digest || member.size != listed.size else { return nil }
                return Finding(
                    path,
                    "Release has \(listed.digest), \(listed.size) bytes; found \(member.digest), \(member.size) bytes"
                )
            }
    }
}
