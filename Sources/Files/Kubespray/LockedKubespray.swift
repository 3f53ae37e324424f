package import AirgapCore

/// What the deployer is made of.
package struct LockedKubespray: Codable, Equatable, Sendable {
    /// One file of the configuration folder, or the generated variables.
    package struct File: Codable, Equatable, Sendable {
        /// Below `resources/kubespray`.
        package let path: RelativePath
        package let digest: Digest
        /// Bytes.
        package let size: Int64
        package let isExecutable: Bool
    }

    /// The deployer's image as the site's registry has it.
    package let image: String
    /// The Kubernetes version that it deploys.
    package let kubeVersion: String
    /// Sorted by path.
    package let files: [File]
}
