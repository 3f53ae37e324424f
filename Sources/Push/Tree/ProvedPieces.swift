import AirgapCore

/// The pieces of a blob, the last one only when the digest of all is right.
struct ProvedPieces {
    private let source: any PushSource
    private let blob: PushBlob
    private var following: (() throws -> [UInt8]?)?
    private var held: [UInt8]?
    private var hasher = DigestHasher()
    private var isAtEnd = false

    init(source: any PushSource, blob: PushBlob) {
        self.source = source
        self.blob = blob
    }

    /// - Throws: `PushError.changed`, `BundleReadError`, `FileError`.
    mutating func next() throws -> [UInt8]? {
        if following == nil { following = try source.pieces(of: blob.entry, from: 0) }
        while !isAtEnd {
            guard let piece = try following?() else {
                isAtEnd = true
                try prove()
                break
            }
            hasher.update(piece)
            defer { held = piece }
            if let held { return held }
        }
        defer { held = nil }
        return held
    }

    private func prove() throws {
        let found = hasher.digest()
        guard found == blob.digest, hasher.byteCount == blob.size else {
            throw PushError.changed(
                path: source.contents.entries[blob.entry].path, expected: blob.digest, found: found)
        }
    }
}
