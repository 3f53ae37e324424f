import AirgapCore

/// The mirrors of a repository, best first.
struct MirrorList: Sendable, Equatable {
    static let sizeLimit = 4 << 20
    private static let mirrorLimit = 1000
    private static let repomd = "repodata/repomd.xml"

    /// Folders that hold `repodata`.
    let mirrors: [RemoteURL]
    /// What repomd.xml may be: the newest one first, then those that mirrors may still have. Empty for a list that says
    /// nothing of it.
    let digests: [Digest]

    /// Takes the one URL of a repository.
    init(_ url: RemoteURL) {
        mirrors = [url]
        digests = []
    }

    /// Reads what a mirrorlist or metalink URL gave: lines of text, or Metalink 3.0.
    ///
    /// - Throws: `RepositoryError`, `XMLError`, or `MetadataError`.
    init(parsing bytes: [UInt8]) throws {
        guard let first = bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) else { throw RepositoryError.noMirrors }
        if first == UInt8(ascii: "<") {
            try self.init(metalink: bytes)
        } else {
            try self.init(lines: bytes)
        }
    }

    private init(metalink bytes: [UInt8]) throws {
        let handler = try XMLReader.read(
            MetalinkHandler(), of: bytes, limits: XMLLimits(documentBytes: Int64(Self.sizeLimit)))
        guard handler.isMetalink else { throw MetadataError.otherDocument(expected: "metalink") }
        // Mirrors of one preference stay in the server's order.
        let ordered = handler.resources.enumerated().sorted {
            ($0.element.preference, $0.element.rank, -$0.offset) > ($1.element.preference, $1.element.rank, -$1.offset)
        }
        mirrors = ordered.compactMap { _, resource in
            guard resource.url.hasSuffix("/" + Self.repomd) else { return nil }
            return try? RemoteURL(String(resource.url.dropLast(Self.repomd.utf8.count)))
        }
        digests = handler.digests
        guard !mirrors.isEmpty else { throw RepositoryError.noMirrors }
    }

    private init(lines bytes: [UInt8]) throws(RepositoryError) {
        var mirrors: [RemoteURL] = []
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let text = line.filter { $0 != " " && $0 != "\t" }
            guard !text.isEmpty, !text.hasPrefix("#"), mirrors.count < Self.mirrorLimit else { continue }
            // Servers tell their errors as text; and lists hold ftp and rsync mirrors too.
            if let url = try? RemoteURL(text), !text.contains("$") { mirrors.append(url) }
        }
        guard !mirrors.isEmpty else { throw .noMirrors }
        self.mirrors = mirrors
        digests = []
    }
}
