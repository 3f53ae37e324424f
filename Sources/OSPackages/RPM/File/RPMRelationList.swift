/// A kind of relation in a main header: three lists of one length.
enum RPMRelationList: CaseIterable, Sendable {
    case provides, requires, conflicts, obsoletes, recommends, suggests, supplements, enhances

    private static let senseMask: UInt64 = 0xF
    /// The most relations of one package, of all kinds together.
    private static let countLimit = 250_000
    /// Needed before the package's own scripts run: `PreReq`, `Requires(pre)`, `Requires(post)`.
    private static let preMask: UInt64 = 1 << 6 | 1 << 9 | 1 << 10

    /// The tags of names, flags and versions.
    private var tags: (names: UInt32, flags: UInt32, versions: UInt32) {
        switch self {
        case .provides: (1047, 1112, 1113)
        case .requires: (1049, 1048, 1050)
        case .conflicts: (1054, 1053, 1055)
        case .obsoletes: (1090, 1114, 1115)
        case .recommends: (5046, 5048, 5047)
        case .suggests: (5049, 5051, 5050)
        case .supplements: (5052, 5054, 5053)
        case .enhances: (5055, 5057, 5056)
        }
    }

    /// Checks that a package has not too many relations, before any is read.
    ///
    /// - Throws: `RPMFileError`.
    static func checkCount(_ header: RPMHeader) throws(RPMFileError) {
        var count = 0
        for list in allCases { count += try header.entry(list.tags.names)?.count ?? 0 }
        guard count <= countLimit else {
            throw .tooLarge(.main, what: "relations", value: UInt64(count), limit: countLimit)
        }
    }

    /// All relations of the kind, in the header's order.
    ///
    /// - Throws: `RPMFileError`.
    func read(_ header: RPMHeader) throws(RPMFileError) -> [RPMRelation] {
        let names = try header.texts(tags.names)
        guard !names.isEmpty else { return [] }
        let flags = try header.numbers(tags.flags)
        let versions = try header.texts(tags.versions)
        guard flags.count == names.count, versions.count == names.count else { throw .uneven("\(self)") }
        var relations: [RPMRelation] = []
        relations.reserveCapacity(names.count)
        for index in names.indices {
            guard !names[index].isEmpty else { throw .missing("name in one of its \(self)") }
            let isPre = self == .requires && flags[index] & Self.preMask != 0
            let bound = try bound(flags[index], versions[index], name: names[index])
            relations.append(RPMRelation(name: names[index], bound: bound, isPre: isPre))
        }
        return relations
    }

    private func bound(
        _ flags: UInt64, _ text: String, name: String
    ) throws(RPMFileError) -> RPMRelation.Bound? {
        // Flags without a version bind nothing, and a version without flags neither.
        guard !text.isEmpty, flags & Self.senseMask & ~1 != 0 else { return nil }
        let comparison: RPMRelation.Comparison
        switch flags & Self.senseMask {
        case 2: comparison = .less
        case 4: comparison = .greater
        case 8: comparison = .equal
        case 10: comparison = .lessOrEqual
        case 12: comparison = .greaterOrEqual
        default: throw .unusable("comparison in \(self)", value: "\(name) \(flags & Self.senseMask) \(text)")
        }
        guard let version = RPMVersion(parsing: text) else {
            throw .unusable("version in \(self)", value: "\(name) \(text)")
        }
        return RPMRelation.Bound(comparison: comparison, version: version)
    }
}
