import AirgapCore

/// Takes what the site's machines have into an index, with what the repositories know of those packages.
struct AssumedPackages {
    private static let fields: [(PackageField, String)] = [
        (.preDepends, "Pre-Depends"), (.depends, "Depends"), (.provides, "Provides"), (.conflicts, "Conflicts"),
        (.breaks, "Breaks"),
    ]

    let index: PackageIndex

    /// Adds all entries of the index's architecture.
    ///
    /// - Throws: `PackageIndexError`.
    func add(_ listing: SiteListing) throws(PackageIndexError) {
        for entry in listing.entries
        where [nil, "all", index.architecture].contains(entry.architecture) && PackageRequest.isName(entry.name) {
            let text = Array(stanza(entry).utf8)
            let failure = text.withUnsafeBytes { bytes -> PackageIndexError? in
                do throws(PackageIndexError) {
                    try index.add(
                        bytes, repository: PackageIndex.assumed, traits: entry.version == nil ? [.unversioned] : [])
                    return nil
                } catch {
                    return error
                }
            }
            if let failure { throw failure }
        }
    }

    /// A package whose version is known to a repository says there what it provides; the status file says it itself.
    private func stanza(_ entry: SiteListing.Entry) -> String {
        var fields = entry.fields
        let version = entry.version.flatMap { PackageRequest.isVersion($0) ? $0 : nil } ?? "0"
        if fields.isEmpty, let same = known(entry.name, version) {
            for (field, name) in Self.fields {
                let text = index.text(field, of: same)
                if !text.isEmpty { fields[name] = text }
            }
            if index.traits(of: same).contains(.anyArchitecture) { fields["Multi-Arch"] = "allowed" }
        }
        let lines = fields.sorted { $0.key < $1.key }.map { "\($0): \($1.filter { $0 != "\n" })\n" }.joined()
        return """
            Package: \(entry.name)
            Version: \(version)
            Architecture: \(index.architecture)
            \(lines)Filename: none
            Size: 0
            SHA256: \(String(repeating: "0", count: 64))

            """
    }

    private func known(_ name: String, _ version: String) -> PackageIndex.ID? {
        guard let name = index.nameID(name) else { return nil }
        return index.packages(named: name).first { index.text(.version, of: $0) == version }
    }
}
