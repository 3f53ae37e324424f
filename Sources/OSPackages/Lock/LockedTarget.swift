/// What was resolved for one target.
package struct LockedTarget: Codable, Equatable, Sendable {
    /// The target's name in airgap.yaml.
    package let id: String
    let family: PackageFamily
    /// The first folder of the repository's path: `debian`, `ubuntu`.
    package let distribution: String
    /// The last folder of the repository's path: `bookworm`, `jammy`.
    package let codename: String
    /// The suites that were read, in the order of the configuration.
    package let repositories: [LockedRepository]
    /// What was asked for, as written, sorted.
    package let requested: [String]
    /// The closure, sorted by name, version and architecture.
    package let packages: [LockedPackage]
}
