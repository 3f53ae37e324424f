/// Every path of a bundle that more than one part of the program knows.
package enum BundleLayout {
    /// What the bundle is; always the first member.
    package static let manifest = "bundle.json"
    /// The digest of every other file; always the second member.
    package static let checksums = "SHA256SUMS"
    /// The signature of SHA256SUMS; the third member of a signed bundle.
    package static let signature = "SHA256SUMS.sig"
    /// Bytes; a signature by a key of 4096 bits has less than a thousand.
    package static let signatureLimit = 64 << 10
    /// What was resolved.
    package static let lock = "airgap.lock"
    /// The program for the site's machines, when the bundle carries one.
    package static let program = "airgap"
    /// What nginx serves: repositories, files, tools.
    package static let webRoot = "resources/nginx"
    /// What the registry serves: mounted at its storage root.
    package static let registryRoot = "resources/registry"
    /// What install.sh writes beside the bundle's files when it is unpacked: it is the site's own. verify.sh passes over the
    /// same names.
    package static let siteOwned: Set<String> = ["config.yaml", ".install_steps", ".install_steps.new", "site"]
}
