import AirgapCore

/// The .repo files for a target's machines (dnf.conf(5)): one for the unpacked bundle, one for a server at the site.
struct YumClientFile {
    let target: LockedTarget
    let architecture: Architecture
    /// Whether repomd.xml bears the site key's signature.
    let isSigned: Bool
    /// Whether every package bears a signature by one of the keys that travel along.
    let hasSignedPackages: Bool

    /// The files by their path below the bundle's top.
    var files: [(path: String, text: String)] {
        [
            (
                path("file"),
                text(
                    base: "file://\(ClientSources.bundlePlaceholder)/\(BundleLayout.webRoot)",
                    placeholder: ClientSources.bundlePlaceholder, meaning: "the absolute path of the unpacked bundle")
            ),
            (
                path("http"),
                text(
                    base: "http://\(ClientSources.serverPlaceholder)", placeholder: ClientSources.serverPlaceholder,
                    meaning: "the host, or host:port, of the server that serves \(BundleLayout.webRoot)")
            ),
        ]
    }

    private func path(_ kind: String) -> String {
        "\(BundleLayout.webRoot)/repos/\(target.id)-\(architecture.rpm)-\(kind).repo"
    }

    private func text(base: String, placeholder: String, meaning: String) -> String {
        let keys =
            (hasSignedPackages ? (target.keys ?? []).indices.map { YumLayout.key($0, of: target) } : [])
            + (isSigned ? [SiteKeyPath.served] : [])
        let keyLine = keys.isEmpty ? "" : "gpgkey=\(keys.map { "\(base)/\($0)" }.joined(separator: "\n       "))\n"
        return """
            # Packages of an offline bundle for \(target.distribution) \(target.codename) on \(architecture.rpm).
            # Replace \(placeholder) by \(meaning),
            # and put this file into /etc/yum.repos.d/.
            \(remarks)[airgap-\(target.id)]
            name=Packages of the bundle for \(target.distribution) \(target.codename)
            baseurl=\(base)/\(YumLayout.path(target, architecture))
            enabled=1
            gpgcheck=\(hasSignedPackages ? 1 : 0)
            repo_gpgcheck=\(isSigned ? 1 : 0)
            \(keyLine)module_hotfixes=1

            """
    }

    private var remarks: String {
        var lines: [String] = []
        if !hasSignedPackages {
            lines.append(
                "# Not every package here bears a signature that a key of the bundle checks, so dnf does not ask for one."
            )
        }
        if !isSigned {
            lines.append(
                "# The metadata has no signature: the bundle was built without --sign. Its proof is SHA256SUMS at the")
            lines.append("# bundle's top; check it before you use this file.")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
