/// The fields of a Packages stanza whose bytes the index keeps.
enum PackageField: Int, CaseIterable {
    /// Those that hold dependencies.
    static let relations: [PackageField] = [.depends, .preDepends, .recommends, .conflicts, .breaks, .provides]

    case version, depends, preDepends, recommends, conflicts, breaks, provides, filename
}
