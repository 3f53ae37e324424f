/// One entry of `targets`.
struct TargetConfiguration: Sendable {
    let id: String
    let repositories: TargetRepositories
    let localDirectories: [LocalDirectory]
    /// The groups' packages and the target's own, each once, in order.
    let requests: [PackageRequest]
    let base: BaseSet
    let options: ResolverOptions
    /// Written out, or nil to take the Release file's, or the first half of the id of an rpm target.
    let distribution: String?
    /// Written out, or nil to take the Release file's, or the second half of the id of an rpm target.
    let codename: String?

    var family: PackageFamily {
        switch repositories {
        case .deb: .deb
        case .rpm: .rpm
        }
    }
}
