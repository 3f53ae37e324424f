import AirgapCore

/// A suite's Release file: what it is, and the digest of each of its index files (Debian repository format).
struct ReleaseFile: Sendable {
    /// One line of the `SHA256` field.
    struct Index: Sendable, Equatable {
        let digest: Digest
        /// Bytes.
        let size: Int64
    }

    let origin: String?
    let suite: String?
    let codename: String?
    let date: Timestamp?
    let validUntil: Timestamp?
    /// Whether index files can be had under their digest.
    let hasByHash: Bool
    let architectures: [String]
    let components: [String]
    /// Whether packages of the architecture `all` have an index of their own that is not repeated in the others.
    let hasIndexOfAll: Bool
    /// By path as written.
    private let indexes: [String: Index]

    /// Reads the signed text of a Release file.
    ///
    /// - Throws: `ControlError`.
    init(parsing bytes: [UInt8]) throws(ControlError) {
        let paragraphs = try ControlParagraph.parse(bytes)
        guard paragraphs.count == 1, let fields = paragraphs.first else { throw .notOneParagraph }
        origin = fields["Origin"]
        suite = fields["Suite"]
        codename = fields["Codename"]
        date = try Self.time("Date", fields)
        validUntil = try Self.time("Valid-Until", fields)
        hasByHash = fields["Acquire-By-Hash"] == "yes"
        architectures = fields.words("Architectures")
        components = fields.words("Components")
        hasIndexOfAll =
            architectures.contains("all") && fields["No-Support-for-Architecture-all"] != "Packages"
        guard let list = fields["SHA256"] else { throw .missing("SHA256") }
        indexes = try Self.indexes(list)
    }

    /// The digest and size of an index file, by its path below the suite's folder.
    func index(_ path: String) -> Index? { indexes[path] ?? indexes["./" + path] }

    private static func time(_ name: String, _ fields: ControlParagraph) throws(ControlError) -> Timestamp? {
        guard let text = fields[name] else { return nil }
        guard let time = ReleaseDate.parse(text) else { throw .unusable(name, text) }
        return time
    }

    /// Only package indexes are kept: the list of a large archive has thousands of other files.
    private static func indexes(_ list: String) throws(ControlError) -> [String: Index] {
        var result: [String: Index] = [:]
        for line in list.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard words.count == 3, let size = Int64(words[1]), size >= 0 else {
                throw .unusable("SHA256", String(line))
            }
            guard words[2].split(separator: "/").last?.hasPrefix("Packages") == true else { continue }
            guard let digest = try? Digest(hex: words[0].lowercased()) else { throw .unusable("SHA256", String(line)) }
            result[String(words[2])] = Index(digest: digest, size: size)
        }
        return result
    }
}
