/// Makes relations and versions out of the attributes that primary.xml has for them.
struct RelationReader {
    typealias Name = PrimaryHandler.Name

    private var pool = TextPool()

    /// A text, the same one once.
    mutating func text(_ text: XMLText) -> String { pool.text(text.bytes) }

    /// The version in `epoch`, `ver` and `rel`.
    ///
    /// - Throws: `MetadataError` when there is no version, or an epoch that is no number.
    mutating func version(_ attributes: XMLAttributes<Name>, item: String) throws(MetadataError) -> RPMVersion {
        guard let version = attributes[.ver], !version.bytes.isEmpty else { throw .missing("version", item: item) }
        var epoch: UInt32?
        if let text = attributes[.epoch], !text.bytes.isEmpty {
            guard let number = text.number.flatMap({ UInt32(exactly: $0) }) else {
                throw .unusable("epoch", value: text.string, item: item)
            }
            epoch = number
        }
        let release = attributes[.rel].flatMap { $0.bytes.isEmpty ? nil : text($0) }
        return RPMVersion(epoch: epoch, version: text(version), release: release)
    }

    /// A `rpm:entry`.
    ///
    /// - Throws: `MetadataError` without a name, or for flags that nobody knows.
    mutating func relation(_ attributes: XMLAttributes<Name>, item: String) throws(MetadataError) -> RPMRelation {
        guard let name = attributes[.name], !name.bytes.isEmpty else {
            throw .missing("name in one of its entries", item: item)
        }
        var bound: RPMRelation.Bound?
        if let flags = attributes[.flags], !flags.bytes.isEmpty {
            guard let comparison = Self.comparison(flags) else {
                throw .unusable("flags", value: flags.string, item: item)
            }
            // Flags without a version bind nothing.
            if let version = attributes[.ver], !version.bytes.isEmpty {
                bound = RPMRelation.Bound(
                    comparison: comparison, version: try self.version(attributes, item: item))
            }
        }
        let pre = attributes[.pre]
        let isPre = pre.map { $0 == "1" || $0 == "true" } ?? false
        return RPMRelation(name: text(name), bound: bound, isPre: isPre)
    }

    private static func comparison(_ flags: XMLText) -> RPMRelation.Comparison? {
        if flags == "EQ" { return .equal }
        if flags == "GE" { return .greaterOrEqual }
        if flags == "LE" { return .lessOrEqual }
        if flags == "LT" { return .less }
        return flags == "GT" ? .greater : nil
    }
}
