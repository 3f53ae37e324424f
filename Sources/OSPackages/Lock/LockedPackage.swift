package import AirgapCore

/// One package file of the closure.
package struct LockedPackage: Codable, Equatable, Sendable {
    package let name: String
    /// With its epoch.
    package let version: String
    /// Debian's name of the bundle's architecture, or `all`.
    package let architecture: String
    package let url: RemoteURL
    /// Bytes.
    package let size: Int64
    package let sha256: Digest

    /// What messages call it.
    var label: String { "\(name) \(version)" }
}

extension LockedPackage: Comparable {
    package static func < (left: LockedPackage, right: LockedPackage) -> Bool {
        (left.name, left.version, left.architecture) < (right.name, right.version, right.architecture)
    }
}
