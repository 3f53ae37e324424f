import AirgapCore

/// Where the public part of the site's key stands.
enum SiteKeyPath {
    /// Below the web root, as a server at the site has it.
    static let served = "repos/keys/airgap-site.asc"
    /// Below the bundle's top.
    static let inBundle = BundleLayout.webRoot + "/" + served
    /// On a machine that fetches its packages from a server.
    static let onMachine = "/etc/apt/keyrings/airgap-site.asc"
}
