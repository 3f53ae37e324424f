package import AirgapCore

/// A bundle that images are pushed from, packed or unpacked.
package protocol PushSource: Sendable {
    var contents: BundleContents { get }

    /// Bytes of a member.
    ///
    /// - Throws: `FileError`.
    func size(of entry: Int) throws -> Int64

    /// A member's bytes from an offset on, not proved.
    ///
    /// - Parameters:
    ///   - entry: its number in the contents.
    ///   - offset: bytes to leave out.
    /// - Returns: gives the next bytes, nil at the end.
    /// - Throws: `BundleReadError`, `FileError`.
    func pieces(of entry: Int, from offset: Int64) throws -> () throws -> [UInt8]?
}

extension PushSource {
    /// Reads a small member and proves it.
    ///
    /// - Parameters:
    ///   - entry: its number in the contents.
    ///   - limit: bytes.
    /// - Returns: its bytes.
    /// - Throws: `PushError`, `BundleReadError`, `FileError`.
    func read(_ entry: Int, limit: Int) throws -> [UInt8] {
        let member = contents.entries[entry]
        let next = try pieces(of: entry, from: 0)
        var bytes: [UInt8] = []
        while let piece = try next() {
            bytes += piece
            guard bytes.count <= limit else {
                throw PushError.incomplete("\(member.path) is larger than \(limit) bytes")
            }
        }
        let found = Digest(of: bytes)
        guard found == member.digest else {
            throw PushError.changed(path: member.path, expected: member.digest, found: found)
        }
        return bytes
    }

    /// Reads a member from end to end and proves it.
    ///
    /// - Throws: `PushError.changed`, `BundleReadError`, `FileError`, `CancellationError`.
    func prove(_ entry: Int) throws {
        let member = contents.entries[entry]
        let next = try pieces(of: entry, from: 0)
        var hasher = DigestHasher()
        while let piece = try next() {
            try Task.checkCancellation()
            hasher.update(piece)
        }
        let found = hasher.digest()
        guard found == member.digest else {
            throw PushError.changed(path: member.path, expected: member.digest, found: found)
        }
    }
}
