package import AirgapCore

/// One package file of the closure.
package struct LockedPackage: Codable, Equatable, Sendable {
    /// Why it is there.
    package struct Reason: Codable, Equatable, Sendable {
        /// The name of the package that needs it.
        package let package: String
        /// By what relation, as that package's field has it.
        package let relation: String
    }

    package let name: String
    /// With its epoch; of an rpm `[epoch:]version-release`.
    package let version: String
    /// The family's name of the bundle's architecture, or `all` or `noarch`.
    package let architecture: String
    /// Where it can be had; nil for a file of the user's own disk.
    package let url: RemoteURL?
    /// The user's own file, relative to the project's folder or absolute; nil for one that has a URL.
    package let origin: String?
    /// Bytes.
    package let size: Int64
    package let sha256: Digest
    /// The shortest way to it from a request; nil for what was asked for.
    package let neededBy: Reason?

    /// What messages call it.
    var label: String { "\(name) \(version)" }
}

extension LockedPackage: Comparable {
    package static func < (left: LockedPackage, right: LockedPackage) -> Bool {
        (left.name, left.version, left.architecture) < (right.name, right.version, right.architecture)
    }
}
