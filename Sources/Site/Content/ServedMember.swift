package import AirgapCore

/// A member of the bundle that is served, as the table made at the start has it.
package struct ServedMember: Sendable, Equatable {
    /// Its number in the bundle's contents.
    package let number: Int
    /// Below the bundle's top folder.
    package let path: String
    package let digest: Digest
    /// Bytes.
    package let size: Int64
}
