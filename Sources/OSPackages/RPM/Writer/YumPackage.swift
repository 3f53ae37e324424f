import AirgapCore

/// An rpm with what an index says of its file.
struct YumPackage {
    let rpm: RPMFile
    /// Below the repository's folder.
    let location: String
    let digest: Digest
    /// Bytes.
    let size: Int64
}
