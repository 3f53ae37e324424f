import AirgapCore

/// Collects the records of a repomd.xml.
struct RepomdHandler: XMLHandler {
    enum Name: Int, XMLVocabulary {
        case repomd, revision, data, location, checksum, openChecksum, size, openSize, timestamp
        case type, href, base

        var text: String {
            switch self {
            case .openChecksum: "open-checksum"
            case .openSize: "open-size"
            case .base: "xml:base"
            default: "\(self)"
            }
        }
    }

    private static let recordLimit = 200

    private(set) var isRepomd = false
    private(set) var revision: String?
    private(set) var records: [Repomd.Record] = []
    private var draft: Draft?

    /// A record on its way.
    private struct Draft {
        let type: String
        var location: RepositoryLocation?
        var checksum = Checksum()
        var openChecksum = Checksum()
        var numbers: [Name: Int64] = [:]
    }

    private struct Checksum {
        var type = ""
        var digest: Digest?
    }

    mutating func begin(_ name: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest {
        switch name {
        case .repomd where !isRepomd: isRepomd = true
        case .data where isRepomd && draft == nil: try beginRecord(attributes)
        case .location: try setLocation(attributes)
        case .checksum where draft != nil: draft?.checksum.type = attributes[.type]?.string ?? ""
        case .openChecksum where draft != nil: draft?.openChecksum.type = attributes[.type]?.string ?? ""
        case .revision where isRepomd && draft == nil: return .text
        case .size, .openSize, .timestamp: return draft == nil ? .nothing : .text
        default: return .nothing
        }
        return name == .checksum || name == .openChecksum ? .text : .children
    }

    private mutating func beginRecord(_ attributes: XMLAttributes<Name>) throws(MetadataError) {
        guard let type = attributes[.type]?.string, !type.isEmpty else { throw .missing("type", item: "data") }
        guard !records.contains(where: { $0.type == type }) else { throw .repeated("data \(type)") }
        guard records.count < Self.recordLimit else {
            throw .tooMany("data elements", item: "repomd", limit: Self.recordLimit)
        }
        draft = Draft(type: type)
    }

    private mutating func setLocation(_ attributes: XMLAttributes<Name>) throws {
        guard let type = draft?.type else { return }
        guard let href = attributes[.href]?.string else { throw MetadataError.missing("href", item: type) }
        do {
            draft?.location = try RepositoryLocation(href: href, base: attributes[.base]?.string)
        } catch {
            throw MetadataError.unusable("location", value: href, item: type, reason: "\(error)")
        }
    }

    mutating func end(_ name: Name, _ text: XMLText) throws {
        switch name {
        case .revision: revision = text.trimmed.string
        case .checksum:
            let digest = try digest(text, draft?.checksum.type)
            draft?.checksum.digest = digest
        case .openChecksum:
            let digest = try digest(text, draft?.openChecksum.type)
            draft?.openChecksum.digest = digest
        case .size, .openSize, .timestamp: try setNumber(name, text.trimmed)
        case .data: try endRecord()
        default: break
        }
    }

    private func digest(_ text: XMLText, _ type: String?) throws(MetadataError) -> Digest? {
        guard type == "sha256" else { return nil }
        do {
            return try Digest(hex: text.trimmed.string.lowercased())
        } catch {
            throw .unusable("checksum", value: text.string, item: draft?.type ?? "")
        }
    }

    private mutating func setNumber(_ name: Name, _ text: XMLText) throws(MetadataError) {
        if let number = text.number {
            draft?.numbers[name] = number
        } else if name != .timestamp {
            // Timestamps are only told: old writers gave fractions.
            throw .unusable(name.text, value: text.string, item: draft?.type ?? "")
        }
    }

    private mutating func endRecord() throws(MetadataError) {
        guard let done = draft else { return }
        draft = nil
        guard let location = done.location else { throw .missing("location", item: done.type) }
        guard !done.checksum.type.isEmpty else { throw .missing("checksum", item: done.type) }
        records.append(
            Repomd.Record(
                type: done.type, location: location, checksumType: done.checksum.type, digest: done.checksum.digest,
                openDigest: done.openChecksum.digest, size: done.numbers[.size], openSize: done.numbers[.openSize],
                timestamp: done.numbers[.timestamp]))
    }
}
