package import AirgapCore

/// A finished archive.
package struct PackedBundle: Sendable, Equatable {
    /// Bytes.
    package let size: Int64
    /// The digest of the whole file.
    package let digest: Digest
}
