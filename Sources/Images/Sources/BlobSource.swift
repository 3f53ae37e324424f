import AirgapCore

/// A place that holds blobs by digest.
protocol BlobSource {
    /// Brings a blob into the store, its bytes checked.
    ///
    /// - Returns: its size in bytes.
    /// - Throws: `ImportedImageError`, `FileError`.
    func take(_ digest: Digest) throws -> Int64
}
