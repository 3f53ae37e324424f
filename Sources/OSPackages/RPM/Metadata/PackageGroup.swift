/// A group of comps.xml.
struct PackageGroup: Sendable, Equatable {
    /// How a group has a package.
    enum Kind: String, Sendable {
        case mandatory, `default`, optional
        /// Only when the package of `condition` is installed.
        case conditional
    }

    /// One package of a group.
    struct Member: Sendable, Hashable {
        let kind: Kind
        let name: String
        /// For `conditional`: the package that must be there.
        let condition: String?
    }

    let id: String
    /// In English.
    let name: String
    var members: [Member]

    /// The names of one kind, in the order of the file.
    func packages(_ kind: Kind) -> [String] { members.filter { $0.kind == kind }.map(\.name) }
}
