/// What was resolved for one target.
package struct LockedTarget: Codable, Equatable, Sendable {
    /// The target's name in airgap.yaml.
    package let id: String
    let family: PackageFamily
    /// The first folder of the repository's path: `debian`, `ubuntu`, `rocky`.
    package let distribution: String
    /// The name of the release in the repository's path: `bookworm`, `jammy`, `9`.
    package let codename: String
    /// What was read, in the order of the configuration.
    package let repositories: [LockedRepository]
    /// The keys of an rpm target; they travel in the bundle.
    package let keys: [LockedKey]?
    /// What was asked for, as written, sorted.
    package let requested: [String]
    /// nil for `base: none`.
    package let base: LockedBase?
    /// Present and true when weak dependencies were followed.
    package let recommends: Bool?
    /// The closure, sorted by name, version and architecture.
    package let packages: [LockedPackage]
}
