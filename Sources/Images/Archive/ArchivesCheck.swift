import AirgapCore

/// The archives below `resources/images` against the lock: each must hold what `BootstrapArchive` writes, byte for byte.
struct ArchivesCheck {
    /// What each archive holds, as `TarOutline` says it.
    private var outlines: [RelativePath: [Substring]] = [:]

    /// Whether a member is an archive of an image.
    static func isArchive(_ path: RelativePath) -> Bool { path.isInside(ImagesModule.archiveFolder) }

    /// Takes an archive's outline.
    mutating func take(_ outline: [UInt8], of path: RelativePath) {
        outlines[path] = String(decoding: outline, as: UTF8.self).split(separator: "\n")
    }

    /// Everything found wrong.
    func findings(_ facts: BundleFacts) -> [Finding] {
        var expected: [RelativePath: [Substring]] = [:]
        var findings: [Finding] = []
        // A section that cannot be read is said by the check of the registry.
        let locked = facts.lockedSection.flatMap { try? JSONCoding.decode(LockedImages.self, from: $0) }
        for archive in (try? locked?.archives(for: facts.architecture)) ?? [] {
            guard let path = try? archive.path() else { continue }
            expected[path] = archive.outline.split(separator: "\n")
            if facts.members[path] == nil {
                findings.append(Finding(BundleLayout.lock, "the archive \(path) is missing"))
            }
        }
        for path in facts.members.keys.sorted() where Self.isArchive(path) {
            findings += Self.problems(outlines[path] ?? [], expected[path]).map { Finding(path, $0) }
        }
        return findings
    }

    private static func problems(_ seen: [Substring], _ expected: [Substring]?) -> [String] {
        guard let expected else { return ["no image of \(BundleLayout.lock) is in it"] }
        guard seen != expected else { return [] }
        if let fault = seen.first(where: { $0.hasPrefix("fault ") }) { return [String(fault.dropFirst(6))] }
        let missing = expected.filter { !seen.contains($0) }.map { "missing or different: \(Quoted($0))" }
        let strange = seen.filter { !expected.contains($0) }.map { "does not belong into it: \(Quoted($0))" }
        return missing + strange + (missing.isEmpty && strange.isEmpty ? ["its members are out of order"] : [])
    }
}
