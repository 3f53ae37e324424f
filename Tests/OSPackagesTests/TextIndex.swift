@testable import OSPackages

/// A package index out of a text, for tests of what reads it.
enum TextIndex {
    /// Reads stanzas; what an archive's stanza must have besides is added to those that lack it.
    static func make(_ text: String, chunk: Int = 7) throws -> PackageIndex {
        let index = PackageIndex(architecture: "amd64")
        var rest = Array(text.utf8)[...]
        try StanzaReader.read { buffer in
            let piece = rest.prefix(min(chunk, buffer.count))
            rest = rest.dropFirst(piece.count)
            buffer.copyBytes(from: piece)
            return piece.count
        } take: {
            try index.add($0, repository: 0)
        }
        return index
    }

    /// Adds one package to an index.
    static func add(_ stanza: String, to index: PackageIndex, _ repository: UInt16) throws {
        let text = stanza + "Filename: x\nSize: 1\nSHA256: \(String(repeating: "0", count: 64))\n"
        try Array(text.utf8).withUnsafeBytes { try index.add($0, repository: repository) }
    }

    /// Stanzas of packages given as `name version` and more fields: `a 1; Depends: b`.
    static func packages(_ lines: String...) throws -> PackageIndex {
        try make(
            lines.map { line in
                let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
                let words = parts[0].split(separator: " ")
                let fields = parts.dropFirst().map { $0 + "\n" }.joined()
                let architecture = fields.contains("Architecture:") ? "" : "Architecture: amd64\n"
                return
                    "Package: \(words[0])\nVersion: \(words[1])\n\(architecture)\(fields)Filename: pool/\(words[0]).deb\n"
                    + "Size: 1\nSHA256: \(String(repeating: "0", count: 64))\n\n"
            }.joined(), chunk: 1000)
    }
}
