/// A relation whose texts are numbers of a `TextTable`; half a million of them make a repository.
struct RelationEntry {
    /// The list's number, as `PackageDraft` has them.
    let list: UInt8
    let isPre: Bool
    /// nil for a relation to any version.
    let comparison: RPMRelation.Comparison?
    let name: Int32
    /// Means nothing without a comparison.
    let version: NumberedVersion

    /// With its texts.
    func relation(_ texts: TextTable) -> RPMRelation {
        RPMRelation(
            name: texts.string(name),
            bound: comparison.map { RPMRelation.Bound(comparison: $0, version: version.version(texts)) }, isPre: isPre)
    }
}
