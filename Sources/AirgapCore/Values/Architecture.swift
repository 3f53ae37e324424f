/// The machine a bundle is for, in the names each packaging world has for it.
package enum Architecture: String, CaseIterable, Codable, Sendable, Comparable {
    case amd64
    case arm64

    /// Debian's and OCI's name (`amd64`, `arm64`).
    package var debian: String { rawValue }

    /// The rpm and kernel name (`x86_64`, `aarch64`).
    package var rpm: String { self == .amd64 ? "x86_64" : "aarch64" }

    /// The OCI platform's `architecture`.
    package var oci: String { rawValue }

    /// Reads any of the usual names, `x86_64` and `aarch64` too.
    package init?(anyName text: String) {
        guard let match = Self.allCases.first(where: { $0.debian == text || $0.rpm == text }) else { return nil }
        self = match
    }

    package static func < (left: Architecture, right: Architecture) -> Bool { left.rawValue < right.rawValue }
}
