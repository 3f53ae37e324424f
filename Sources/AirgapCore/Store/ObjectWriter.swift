import SystemPackage

/// A new object of the store whose digest shows only when its last byte is written.
///
/// The bytes are hashed and counted on their way to a file aside; when it is dropped without `finish()`, nothing stays.
package final class ObjectWriter {
    private let store: ContentStore
    private let aside: FilePath
    private let file: AtomicFile
    private var hasher = DigestHasher()

    /// - Parameter store: gets the object.
    /// - Throws: `FileError`.
    package init(_ store: ContentStore) throws(FileError) {
        self.store = store
        aside = store.root.appending("tmp/object.\(UInt64.random(in: .min ... .max))")
        file = try AtomicFile(aside, mode: 0o444)
    }

    /// How many bytes were written so far.
    package var byteCount: Int64 { hasher.byteCount }

    /// Writes all bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        hasher.update(bytes)
        try file.append(bytes)
    }

    /// Writes all bytes.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        try bytes.span.withUnsafeBytes { (buffer) throws(FileError) in try write(buffer) }
    }

    /// Gives the object its name; one that is in the store already stays as it is.
    ///
    /// - Returns: its digest and its size in bytes.
    package func finish() throws(FileError) -> (digest: Digest, size: Int64) {
        let digest = hasher.digest()
        if try !store.contains(digest, size: hasher.byteCount) {
            try file.commit()
            try store.adopt(aside, as: digest)
        }
        return (digest, hasher.byteCount)
    }
}
