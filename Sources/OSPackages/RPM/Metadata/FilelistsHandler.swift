import AirgapCore

/// Picks the wanted paths out of filelists.xml.
struct FilelistsHandler: XMLHandler {
    enum Name: Int, XMLVocabulary {
        case filelists, package, file
        case pkgid, name
    }

    /// The most bytes that one package's wanted paths may have.
    private static let byteLimit = 64 << 20

    private let isWanted: (UnsafeRawBufferPointer) -> Bool
    private let take: (Digest, [String]) throws -> Void
    private(set) var isFilelists = false
    private var digest: Digest?
    private var label = ""
    private var paths: [String] = []
    private var byteCount = 0

    /// - Parameters:
    ///   - isWanted: whether a path is kept.
    ///   - take: is given what was kept of each package.
    init(
        isWanted: @escaping (UnsafeRawBufferPointer) -> Bool, take: @escaping (Digest, [String]) throws -> Void
    ) {
        self.isWanted = isWanted
        self.take = take
    }

    mutating func begin(_ name: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest {
        switch name {
        case .filelists where !isFilelists: isFilelists = true
        case .package where isFilelists && digest == nil: try beginPackage(attributes)
        case .file where digest != nil: return .text
        default: return .nothing
        }
        return .children
    }

    private mutating func beginPackage(_ attributes: XMLAttributes<Name>) throws(MetadataError) {
        label = attributes[.name]?.string ?? "a package"
        guard let text = attributes[.pkgid]?.string else { throw .missing("pkgid", item: label) }
        // The same algorithm as in primary.xml, which has refused any other one.
        guard let digest = try? Digest(hex: text.lowercased()) else {
            throw .unusable("pkgid", value: text, item: label)
        }
        self.digest = digest
        byteCount = 0
    }

    mutating func end(_ name: Name, _ text: XMLText) throws {
        switch name {
        case .file where isWanted(text.bytes):
            byteCount += text.bytes.count + MemoryLayout<String>.size
            guard byteCount <= Self.byteLimit else {
                throw MetadataError.tooMany("bytes of paths", item: label, limit: Self.byteLimit)
            }
            paths.append(text.string)
        case .package:
            defer { digest = nil }
            guard let digest, !paths.isEmpty else { return }
            try take(digest, paths)
            paths.removeAll(keepingCapacity: true)
        default: break
        }
    }
}
