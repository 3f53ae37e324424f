/// Every path of a bundle that more than one part of the program knows.
package enum BundleLayout {
    /// What the bundle is; always the first member.
    package static let manifest = "bundle.json"
    /// The digest of every other file; always the second member.
    package static let checksums = "SHA256SUMS"
    /// What was resolved.
    package static let lock = "airgap.lock"
    /// What nginx serves: repositories, files, tools.
    package static let webRoot = "resources/nginx"
    /// What the registry serves: mounted at its storage root.
    package static let registryRoot = "resources/registry"
}
