import AirgapCore

/// Collects mirrors and digests of repomd.xml out of a metalink (Metalink 3.0, with MirrorManager's alternates).
struct MetalinkHandler: XMLHandler {
    enum Name: Int, XMLVocabulary {
        case metalink, files, file, verification, hash, alternates, alternate, resources, url
        case name, type, preference
    }

    /// One URL of repomd.xml.
    struct Resource {
        let url: String
        /// From 0 to 100, the highest is the best.
        let preference: Int64
        /// https before http.
        var rank: Int { url.hasPrefix("https:") ? 1 : 0 }
    }

    private static let limit = 1000

    private(set) var isMetalink = false
    private(set) var resources: [Resource] = []
    private(set) var digests: [Digest] = []
    private var isInFile = false
    private var preference: Int64 = 0

    mutating func begin(_ element: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest {
        switch element {
        case .metalink where !isMetalink: isMetalink = true
        case .files where isMetalink: break
        case .file where isMetalink && !isInFile:
            guard let name = attributes[.name], name == "repomd.xml" else { return .nothing }
            isInFile = true
        case .verification, .alternates, .alternate, .resources:
            return isInFile ? .children : .nothing
        case .hash where isInFile:
            // SHA-256 only; md5 and sha1 stand there for old clients.
            return attributes[.type].map { $0 == "sha256" } == true ? .text : .nothing
        case .url where isInFile:
            preference = min(attributes[.preference]?.number ?? 0, 100)
            return .text
        default: return .nothing
        }
        return .children
    }

    mutating func end(_ element: Name, _ text: XMLText) throws {
        switch element {
        case .file: isInFile = false
        case .hash: try addDigest(text.trimmed.string)
        case .url:
            guard resources.count < Self.limit else { return }
            resources.append(Resource(url: text.trimmed.string, preference: preference))
        default: break
        }
    }

    private mutating func addDigest(_ text: String) throws(MetadataError) {
        guard let digest = try? Digest(hex: text.lowercased()) else {
            throw .unusable("hash", value: text, item: "metalink")
        }
        guard digests.count < Self.limit else { throw .tooMany("hashes", item: "metalink", limit: Self.limit) }
        digests.append(digest)
    }
}
