import AirgapCore

/// A package of primary.xml on its way.
struct PackageDraft {
    /// How many lists of relations a package has.
    static let listCount = 8
    /// The most relations and files of one package.
    private static let entryLimit = 500_000
    /// The most bytes that their texts may have.
    private static let byteLimit = 64 << 20

    /// False once another architecture is known.
    var isWanted = true
    var name: String?
    var architecture: String?
    var version: RPMVersion?
    var checksumType: String?
    var checksum: String?
    var size: Int64?
    var location: String?
    var base: String?
    private var lists = [[RPMRelation]](repeating: [], count: listCount)
    private var files: [String] = []
    private var entryCount = 0
    private var byteCount = 0

    /// What messages call it.
    var label: String {
        guard let name else { return "a package" }
        return name + (version.map { "-\($0)" } ?? "") + (architecture.map { ".\($0)" } ?? "")
    }

    /// Adds a relation to the list of a number.
    mutating func add(_ relation: RPMRelation, to list: Int) throws(MetadataError) {
        let bound = relation.bound?.version
        try count(relation.name.utf8.count + (bound?.version.utf8.count ?? 0) + (bound?.release?.utf8.count ?? 0))
        lists[list].append(relation)
    }

    /// Adds a file's path.
    mutating func add(file: String) throws(MetadataError) {
        try count(file.utf8.count)
        files.append(file)
    }

    private mutating func count(_ bytes: Int) throws(MetadataError) {
        entryCount += 1
        byteCount += bytes
        guard entryCount <= Self.entryLimit, byteCount <= Self.byteLimit else {
            throw .tooMany("relations and files", item: label, limit: Self.entryLimit)
        }
    }

    /// The package.
    ///
    /// - Throws: `MetadataError` when something is missing.
    func package() throws(MetadataError) -> RPMPackage {
        guard let name, !name.isEmpty else { throw .missing("name", item: label) }
        guard let architecture, !architecture.isEmpty else { throw .missing("arch", item: label) }
        guard let version else { throw .missing("version", item: label) }
        return RPMPackage(
            name: name, version: version, architecture: architecture, requires: lists[1], provides: lists[0],
            conflicts: lists[2], obsoletes: lists[3], recommends: lists[4], suggests: lists[5], supplements: lists[6],
            enhances: lists[7], files: files)
    }

    /// Where the package is.
    ///
    /// - Throws: `MetadataError` when something is missing, or there is no SHA-256.
    func source() throws(MetadataError) -> RPMPackageSource {
        guard let location, !location.isEmpty else { throw .missing("location", item: label) }
        guard let size else { throw .missing("size", item: label) }
        guard let checksum else { throw .missing("checksum", item: label) }
        guard checksumType == "sha256" else { throw .weakChecksum(checksumType ?? "", item: label) }
        guard let digest = try? Digest(hex: checksum.lowercased()) else {
            throw .unusable("checksum", value: checksum, item: label)
        }
        return RPMPackageSource(location: location, base: base, digest: digest, size: size)
    }
}
