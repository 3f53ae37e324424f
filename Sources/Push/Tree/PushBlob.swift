package import AirgapCore

/// A blob of the bundle.
package struct PushBlob: Sendable, Hashable {
    package let digest: Digest
    /// Bytes, as the manifest says.
    package let size: Int64
    /// Its number in the bundle's contents.
    let entry: Int
}
