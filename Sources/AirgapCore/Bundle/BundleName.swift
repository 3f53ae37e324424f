/// The name of a bundle for one architecture: `<name>-<version>-<arch>`, also its top folder.
package struct BundleName: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    package let version: String
    package let architecture: Architecture

    package init(name: String, version: String, architecture: Architecture) {
        self.name = name
        self.version = version
        self.architecture = architecture
    }

    package var description: String { "\(name)-\(version)-\(architecture.debian)" }
}
