/// Makes relations and versions out of the attributes that primary.xml has for them.
struct RelationReader {
    typealias Name = PrimaryHandler.Name

    private(set) var texts = TextTable()

    /// Numbers given until now are void.
    mutating func startOver() { texts = TextTable(generation: texts.generation + 1) }

    /// The number of a text.
    mutating func number(_ text: XMLText) -> Int32 { texts.number(text.bytes) }

    /// The version in `epoch`, `ver` and `rel`.
    ///
    /// - Throws: `MetadataError` when there is no version, or an epoch that is no number.
    mutating func version(
        _ attributes: XMLAttributes<Name>, item: Int32?
    ) throws(MetadataError) -> NumberedVersion {
        guard let version = attributes[.ver], !version.bytes.isEmpty else {
            throw .missing("version", item: label(item))
        }
        var epoch: UInt32?
        if let text = attributes[.epoch], !text.bytes.isEmpty {
            guard let number = text.number.flatMap({ UInt32(exactly: $0) }) else {
                throw .unusable("epoch", value: text.string, item: label(item))
            }
            epoch = number
        }
        let release = attributes[.rel].flatMap { $0.bytes.isEmpty ? nil : number($0) }
        return NumberedVersion(epoch: epoch, version: number(version), release: release)
    }

    /// A `rpm:entry`.
    ///
    /// - Throws: `MetadataError` without a name, or for flags that nobody knows.
    mutating func relation(
        _ attributes: XMLAttributes<Name>, list: Int, item: Int32?
    ) throws(MetadataError) -> RelationEntry {
        guard let name = attributes[.name], !name.bytes.isEmpty else {
            throw .missing("name in one of its entries", item: label(item))
        }
        var comparison: RPMRelation.Comparison?
        var bound = NumberedVersion.none
        if let flags = attributes[.flags], !flags.bytes.isEmpty {
            guard let known = Self.comparison(flags) else {
                throw .unusable("flags", value: flags.string, item: label(item))
            }
            // Flags without a version bind nothing.
            if let version = attributes[.ver], !version.bytes.isEmpty {
                comparison = known
                bound = try self.version(attributes, item: item)
            }
        }
        let isPre = attributes[.pre].map { $0 == "1" || $0 == "true" } ?? false
        return RelationEntry(
            list: UInt8(truncatingIfNeeded: list), isPre: isPre, comparison: comparison, name: number(name),
            version: bound)
    }

    private func label(_ item: Int32?) -> String { item.map(texts.string) ?? "a package" }

    private static func comparison(_ flags: XMLText) -> RPMRelation.Comparison? {
        if flags == "EQ" { return .equal }
        if flags == "GE" { return .greaterOrEqual }
        if flags == "LE" { return .lessOrEqual }
        if flags == "LT" { return .less }
        return flags == "GT" ? .greater : nil
    }
}
