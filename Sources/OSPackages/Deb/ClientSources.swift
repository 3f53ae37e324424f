import AirgapCore

/// The sources files for a target's machines, in deb822 form (sources.list(5)).
///
/// Two are written: one reads the unpacked bundle on the same machine, one asks a web server at the site. Each holds a
/// placeholder that the person, or the installer, replaces.
struct ClientSources {
    /// The placeholder for the unpacked bundle's absolute path.
    static let bundlePlaceholder = "@AIRGAP_BUNDLE@"
    /// The placeholder for the site's web server: host, or host and port.
    static let serverPlaceholder = "@AIRGAP_SERVER@"

    let target: LockedTarget
    let architecture: Architecture
    /// Whether the repository bears the site key's signature.
    let isSigned: Bool

    private var repository: String { DebLayout.path(target.distribution, architecture, target.codename) }

    /// The files by their path below the bundle's top.
    var files: [(path: String, text: String)] {
        [
            (
                path("file"),
                text(
                    uri: "file:\(Self.bundlePlaceholder)/\(BundleLayout.webRoot)/\(repository)",
                    placeholder: Self.bundlePlaceholder, meaning: "the absolute path of the unpacked bundle",
                    trust: isSigned ? "Signed-By: \(Self.bundlePlaceholder)/\(SiteKeyPath.inBundle)" : unsigned)
            ),
            (
                path("http"),
                text(
                    uri: "http://\(Self.serverPlaceholder)/\(repository)", placeholder: Self.serverPlaceholder,
                    meaning: "the host, or host:port, of the server that serves \(BundleLayout.webRoot)",
                    trust: isSigned ? signedOverHTTP : unsigned)
            ),
        ]
    }

    private var unsigned: String {
        """
        # This repository has no signature, so apt is told to trust it: it was built without --sign. The proof of its
        # packages is the bundle: SHA256SUMS at its top has the digest of every file. Check it before you use this file.
        Trusted: yes
        """
    }

    private var signedOverHTTP: String {
        """
        # The key must be there first: http://\(Self.serverPlaceholder)/\(SiteKeyPath.served)
        Signed-By: \(SiteKeyPath.onMachine)
        """
    }

    private func path(_ kind: String) -> String {
        "\(BundleLayout.webRoot)/repos/\(target.id)-\(architecture.debian)-\(kind).sources"
    }

    private func text(uri: String, placeholder: String, meaning: String, trust: String) -> String {
        """
        # Packages of an offline bundle for \(target.distribution) \(target.codename) on \(architecture.debian).
        # Replace \(placeholder) by \(meaning),
        # and put this file into /etc/apt/sources.list.d/.
        Types: deb
        URIs: \(uri)
        Suites: ./
        Architectures: \(architecture.debian)
        \(trust)

        """
    }
}
