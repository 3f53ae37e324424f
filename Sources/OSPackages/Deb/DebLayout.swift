import AirgapCore

/// The paths of the deb repositories inside a bundle.
enum DebLayout {
    /// A repository's folder: `resources/nginx/debian/amd64/bookworm`.
    static func folder(_ distribution: String, _ architecture: Architecture, _ codename: String) -> String {
        "\(BundleLayout.webRoot)/\(path(distribution, architecture, codename))"
    }

    /// A repository's folder below the web root.
    static func path(_ distribution: String, _ architecture: Architecture, _ codename: String) -> String {
        "\(distribution)/\(architecture.debian)/\(codename)"
    }

    /// A package file below its repository's folder, its version without epoch as Debian's archive has it.
    static func filename(of package: LockedPackage) -> String {
        let version = package.version.split(separator: ":", maxSplits: 1).last.map(String.init) ?? package.version
        return "pool/\(package.name)_\(version)_\(package.architecture).deb"
    }
}
