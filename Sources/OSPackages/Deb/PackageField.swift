/// The fields of a Packages stanza whose bytes the index keeps.
enum PackageField: Int, CaseIterable {
    case version, depends, preDepends, conflicts, breaks, provides, filename
}
