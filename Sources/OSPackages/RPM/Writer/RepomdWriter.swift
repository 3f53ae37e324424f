import AirgapCore

/// Writes repomd.xml (rpm-md).
struct RepomdWriter {
    /// One metadata file.
    struct File {
        /// `primary`, `filelists`, `modules`.
        let type: String
        /// Its path below the repository's folder, named by its digest.
        let location: String
        let content: [UInt8]
        let compressed: [UInt8]

        /// - Throws: `ArchiveError`.
        init(_ type: String, _ name: String, _ content: [UInt8]) throws {
            self.type = type
            self.content = content
            compressed = try Gzip.compress(content)
            location = "repodata/\(Digest(of: compressed).hex)-\(name).gz"
        }
    }

    /// The whole document; revision and timestamps say the bundle's time: they grow with every bundle, so that dnf sees
    /// what is new.
    static func document(_ files: [File], time: Timestamp) -> [UInt8] {
        var xml = XMLWriter()
        xml.raw(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
            <revision>\(time.seconds)</revision>

            """)
        for file in files {
            xml.raw("<data type=\"\(file.type)\">\n")
            xml.element("checksum", Digest(of: file.compressed).hex, [("type", "sha256")])
            xml.element("open-checksum", Digest(of: file.content).hex, [("type", "sha256")])
            xml.element("location", "", [("href", file.location)])
            xml.element("timestamp", "\(time.seconds)")
            xml.element("size", "\(file.compressed.count)")
            xml.element("open-size", "\(file.content.count)")
            xml.raw("</data>\n")
        }
        xml.raw("</repomd>\n")
        return xml.bytes
    }
}
