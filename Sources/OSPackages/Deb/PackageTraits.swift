/// What the index keeps of a package in a few bits.
struct PackageTraits: OptionSet {
    let rawValue: UInt8

    /// `Essential: yes` or `Important: yes`.
    static let essential = PackageTraits(rawValue: 1)
    /// `Multi-Arch: allowed`: satisfies `name:any`.
    static let anyArchitecture = PackageTraits(rawValue: 2)
    /// `Architecture: all`.
    static let all = PackageTraits(rawValue: 4)
    /// Installed at the site in a version that nobody told: it satisfies relations without a version only.
    static let unversioned = PackageTraits(rawValue: 8)
}
