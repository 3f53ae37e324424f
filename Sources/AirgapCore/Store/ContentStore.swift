package import SystemPackage

/// The cache: every object once, under its digest, shared by all builds of a user.
///
/// ```
/// <root>/objects/sha256/<2 hex>/<64 hex>     whole and checked, mode 0444
/// <root>/partial/<64 hex>                    a download that is not done, with <64 hex>.json beside it
/// <root>/tmp/                                files on their way
/// <root>/proved/                             what need not be proved again
/// ```
/// Objects appear by rename after their digest was checked, so whatever stands under `objects` is whole.
package struct ContentStore: Sendable {
    /// The cache's folder.
    package let root: FilePath

    /// Opens the cache, making its folders.
    ///
    /// - Parameter root: the cache's folder.
    /// - Throws: `FileError`.
    package init(root: FilePath) throws(FileError) {
        self.root = root
        try FileSystem.makeFolder(root.appending("objects/sha256"))
        try FileSystem.makeFolder(root.appending("partial"))
        try FileSystem.makeFolder(root.appending("tmp"))
    }

    /// Where an object stands, or would stand.
    package func path(of digest: Digest) -> FilePath {
        let hex = digest.hex
        return root.appending("objects/sha256/\(hex.prefix(2))/\(hex)")
    }

    /// The size of an object in bytes, or nil when it is not here.
    package func sizeIfPresent(_ digest: Digest) throws(FileError) -> Int64? {
        try FileSystem.status(path(of: digest)).flatMap { $0.kind == .file ? $0.size : nil }
    }

    /// Whether an object is here; one of another size in bytes than expected does not count.
    package func contains(_ digest: Digest, size: Int64? = nil) throws(FileError) -> Bool {
        guard let present = try sizeIfPresent(digest) else { return false }
        return size == nil || size == present
    }

    /// The size of an object in bytes.
    ///
    /// - Throws: `ContentStoreError.missing` when it is not here.
    package func size(of digest: Digest) throws -> Int64 {
        guard let size = try sizeIfPresent(digest) else { throw ContentStoreError.missing(digest) }
        return size
    }

    /// Reads a small object, up to the limit in bytes; one that is damaged is taken out of the store.
    package func read(_ digest: Digest, limit: Int = 4 << 20) throws -> [UInt8] {
        guard try contains(digest) else { throw ContentStoreError.missing(digest) }
        let bytes = try FileSystem.read(path(of: digest), limit: limit)
        guard Digest(of: bytes) == digest else {
            try remove(digest)
            throw ContentStoreError.damaged(digest)
        }
        return bytes
    }

    /// Adds bytes in memory.
    ///
    /// - Returns: their digest.
    @discardableResult
    package func add(_ bytes: [UInt8]) throws(FileError) -> Digest {
        let digest = Digest(of: bytes)
        if try contains(digest, size: Int64(bytes.count)) { return digest }
        try FileSystem.makeFolder(path(of: digest).removingLastComponent())
        try AtomicFile.write(bytes, to: path(of: digest), mode: 0o444)
        return digest
    }

    /// Copies a file of the user's into the store, unless its content is here already.
    ///
    /// - Returns: its digest and its size in bytes.
    package func add(fileAt source: FilePath) throws(FileError) -> (digest: Digest, size: Int64) {
        var hasher = DigestHasher()
        try FileReader(source).forEachChunk { (chunk) throws(FileError) in hasher.update(chunk) }
        let digest = hasher.digest()
        if try contains(digest, size: hasher.byteCount) { return (digest, hasher.byteCount) }
        // What is copied is hashed again: the file may change meanwhile.
        let writer = try ObjectWriter(self)
        try FileReader(source).forEachChunk { (chunk) throws(FileError) in try writer.write(chunk) }
        return try writer.finish()
    }

    /// Gives a whole, checked and synced file of this store's `tmp` or `partial` folder its name; the digest is what its
    /// bytes were checked against.
    ///
    /// The name may be lost with the power, the bytes not: then the object is fetched again, or found where it was.
    package func adopt(_ file: FilePath, as digest: Digest) throws(FileError) {
        let destination = path(of: digest)
        try FileSystem.makeFolder(destination.removingLastComponent())
        try FileSystem.rename(file, to: destination)
    }

    /// Makes a second name for an object; where the file system cannot, a copy.
    ///
    /// The names of one object share its mode: one that is executable somewhere is executable in the store too.
    ///
    /// - Throws: `ContentStoreError.missing`, or `FileError`.
    package func link(_ digest: Digest, to destination: FilePath, isExecutable: Bool = false) throws {
        guard let error = linkFailure(digest, destination) else {
            if isExecutable { try FileSystem.setMode(0o555, of: destination) }
            return
        }
        switch error.errno {
        case .improperLink, .tooManyLinks, .notPermitted, .notSupported:
            try copy(digest, to: destination, mode: isExecutable ? 0o755 : 0o644)
        case .noSuchFileOrDirectory: throw ContentStoreError.missing(digest)
        default: throw error
        }
    }

    private func linkFailure(_ digest: Digest, _ destination: FilePath) -> FileError? {
        do throws(FileError) {
            try FileSystem.link(path(of: digest), to: destination)
            return nil
        } catch {
            return error
        }
    }

    /// Takes an object out, because it was found damaged.
    package func remove(_ digest: Digest) throws(FileError) {
        try FileSystem.removeFile(path(of: digest))
    }

    private func copy(_ digest: Digest, to destination: FilePath, mode: UInt32) throws(FileError) {
        let reader = try FileReader(path(of: digest))
        let file = try AtomicFile(destination, mode: mode)
        try reader.forEachChunk { (chunk) throws(FileError) in try file.append(chunk) }
        try file.commit(durably: false)
    }
}
