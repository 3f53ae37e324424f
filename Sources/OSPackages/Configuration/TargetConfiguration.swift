/// One entry of `targets`.
struct TargetConfiguration: Sendable {
    let id: String
    let family: PackageFamily
    let repositories: [DebRepository]
    /// The groups' packages and the target's own, each once, in order.
    let requests: [PackageRequest]
    /// Written out, or nil to take the Release file's.
    let distribution: String?
    /// Written out, or nil to take the Release file's.
    let codename: String?
}
