import AirgapCore

/// The paths of the yum repositories inside a bundle.
enum YumLayout {
    /// A repository's folder below the web root: `centos/7/os/x86_64`.
    static func path(_ target: LockedTarget, _ architecture: Architecture) -> String {
        "\(target.distribution)/\(target.codename)/os/\(architecture.rpm)"
    }

    /// A repository's folder below the bundle's top.
    static func folder(_ target: LockedTarget, _ architecture: Architecture) -> String {
        "\(BundleLayout.webRoot)/\(path(target, architecture))"
    }

    /// A package file below its repository's folder, named as rpm does: without the epoch.
    static func filename(of package: LockedPackage) -> String {
        let version = package.version.split(separator: ":", maxSplits: 1).last.map(String.init) ?? package.version
        return "Packages/\(package.name)-\(version).\(package.architecture).rpm"
    }

    /// A public key of a target, below the web root.
    static func key(_ number: Int, of target: LockedTarget) -> String { "repos/keys/\(target.id)-\(number + 1).asc" }
}
