/// One package file as a target's repositories vouch for it.
package struct PackageFile: Codable, Hashable, Sendable {
    package let name: String
    package let version: String
    package let url: RemoteURL
    package let sha256: Digest
    /// Bytes.
    package let size: Int64

    package init(name: String, version: String, url: RemoteURL, sha256: Digest, size: Int64) {
        self.name = name
        self.version = version
        self.url = url
        self.sha256 = sha256
        self.size = size
    }

    /// What messages call it.
    package var label: String { "\(name) \(version)" }
}
