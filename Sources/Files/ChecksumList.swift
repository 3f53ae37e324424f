import AirgapCore

/// A publisher's checksum file: one bare digest, or lines `<64 hex>  <name>` as `sha256sum` writes them.
struct ChecksumList {
    private var bare: [Digest] = []
    private var named: [(name: String, digest: Digest)] = []

    /// Reads the file; lines that are no SHA-256 are passed over, since such files may hold other sums too.
    init(_ bytes: [UInt8]) {
        for line in bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let text = String(decoding: line, as: UTF8.self)
            let fields = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard let first = fields.first, let digest = try? Digest(hex: first.lowercased()) else { continue }
            guard fields.count == 2 else {
                bare.append(digest)
                continue
            }
            let name = fields[1].drop { $0 == " " || $0 == "*" }
            named.append((String(name.split(separator: "/").last ?? name), digest))
        }
    }

    /// The digest of a file.
    ///
    /// - Throws: `FileEntryError` when there is none, or more than one.
    func digest(for name: String, from source: RemoteURL) throws -> Digest {
        let decoded = PercentEncoding.decode(name) ?? name
        let matches = Set(named.filter { $0.name == decoded || $0.name == name }.map(\.digest))
        let candidates = matches.isEmpty && named.isEmpty ? Set(bare) : matches
        guard let digest = candidates.first else {
            throw FileEntryError.noChecksum(url: source.redacted, file: decoded)
        }
        guard candidates.count == 1 else {
            throw FileEntryError.ambiguousChecksum(url: source.redacted, file: decoded)
        }
        return digest
    }
}
