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
    /// Numbers of the table that the texts of the relations are in too.
    var name: Int32?
    var architecture: Int32?
    var version: NumberedVersion?
    var checksumType: String?
    var checksum: String?
    var size: Int64?
    var location: String?
    var base: String?
    private(set) var relations: [RelationEntry] = []
    /// One after the other, each ended by NUL.
    private(set) var files: [UInt8] = []
    private var entryCount = 0
    private var byteCount = 0

    /// What messages call it.
    func label(_ texts: TextTable) -> String {
        guard let name else { return "a package" }
        return texts.string(name) + (version.map { "-\($0.version(texts))" } ?? "")
            + (architecture.map { "." + texts.string($0) } ?? "")
    }

    /// Adds a relation whose texts have so many bytes.
    mutating func add(_ relation: RelationEntry, bytes: Int, _ texts: TextTable) throws(MetadataError) {
        try count(bytes, texts)
        relations.append(relation)
    }

    /// Adds a file's path.
    mutating func add(file: XMLText, _ texts: TextTable) throws(MetadataError) {
        try count(file.bytes.count, texts)
        files.append(contentsOf: file.bytes)
        files.append(0)
    }

    private mutating func count(_ bytes: Int, _ texts: TextTable) throws(MetadataError) {
        entryCount += 1
        byteCount += bytes
        guard entryCount <= Self.entryLimit, byteCount <= Self.byteLimit else {
            throw .tooMany("relations and files", item: label(texts), limit: Self.entryLimit)
        }
    }

    /// What must be there; without the texts, which are in the table.
    ///
    /// - Throws: `MetadataError` when something is missing.
    func packed(_ texts: TextTable) throws(MetadataError) -> PackedPackage {
        guard let name, !texts.string(name).isEmpty else { throw .missing("name", item: label(texts)) }
        guard let architecture, !texts.string(architecture).isEmpty else {
            throw .missing("arch", item: label(texts))
        }
        guard let version else { throw .missing("version", item: label(texts)) }
        return PackedPackage(
            name: name, version: version, architecture: architecture, relationCount: relations.count,
            fileBytes: files.count, source: try source(texts))
    }

    /// The package.
    ///
    /// - Throws: `MetadataError` when something is missing.
    func package(_ texts: TextTable) throws(MetadataError) -> (RPMPackage, RPMPackageSource) {
        let packed = try packed(texts)
        var lists = [[RPMRelation]](repeating: [], count: Self.listCount)
        for entry in relations { lists[Int(entry.list)].append(entry.relation(texts)) }
        let package = RPMPackage(
            name: texts.string(packed.name), version: packed.version.version(texts),
            architecture: texts.string(packed.architecture), requires: lists[1], provides: lists[0],
            conflicts: lists[2], obsoletes: lists[3], recommends: lists[4], suggests: lists[5], supplements: lists[6],
            enhances: lists[7],
            files: files.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
                String(decoding: $0, as: UTF8.self)
            })
        return (package, packed.source)
    }

    /// Where the package is.
    private func source(_ texts: TextTable) throws(MetadataError) -> RPMPackageSource {
        guard let location, !location.isEmpty else { throw .missing("location", item: label(texts)) }
        guard let size else { throw .missing("size", item: label(texts)) }
        guard let checksum else { throw .missing("checksum", item: label(texts)) }
        guard checksumType == "sha256" else { throw .weakChecksum(checksumType ?? "", item: label(texts)) }
        guard let digest = try? Digest(hex: checksum.lowercased()) else {
            throw .unusable("checksum", value: checksum, item: label(texts))
        }
        return RPMPackageSource(location: location, base: base, digest: digest, size: size)
    }
}
