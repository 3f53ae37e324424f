import AirgapCore

/// The members of an archive whose bytes are in the store: names lead to digests, links to names.
struct ArchiveContents: Sendable {
    private static let memberLimit = 100_000
    private static let nameLimit = 16 << 20
    private static let linkLimit = 16

    /// What a name stands for.
    private enum Member: Equatable, Sendable {
        case file(Digest, size: Int64)
        case link(String)
    }

    private var members: [String: Member] = [:]
    private var nameBytes = 0

    /// The names of files and links, sorted.
    var names: [String] { members.keys.sorted() }

    /// A member's name without `./`, which must stay inside the archive; nil for the archive's own folder.
    static func name(of header: ArchiveMemberHeader) throws -> String? {
        guard let text = header.text else {
            throw ImportedImageError.badMember(.forbiddenCharacter(String(decoding: header.name, as: UTF8.self)))
        }
        var rest = text[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        while rest.hasSuffix("/"), header.kind == .folder { rest = rest.dropLast() }
        if rest.isEmpty || rest == "." { return nil }
        do {
            return try RelativePath(String(rest)).description
        } catch {
            throw ImportedImageError.badMember(error)
        }
    }

    mutating func add(_ name: String, _ digest: Digest, size: Int64) throws {
        try add(name, .file(digest, size: size))
    }

    /// Adds a link; a symbolic link's target is relative to its folder, a hard link's to the archive.
    mutating func addLink(_ name: String, _ header: ArchiveMemberHeader) throws {
        let target = String(decoding: header.linkTarget, as: UTF8.self)
        let base = header.kind == .hardLink ? [] : name.split(separator: "/").dropLast().map(String.init)
        guard let resolved = Self.resolve(target, from: base) else {
            throw ImportedImageError.badLink(name, target: target)
        }
        try add(name, .link(resolved))
    }

    private mutating func add(_ name: String, _ member: Member) throws {
        nameBytes += name.utf8.count + 64
        guard members.count < Self.memberLimit, nameBytes <= Self.nameLimit else {
            throw ImportedImageError.tooManyMembers(Self.memberLimit)
        }
        if let present = members.updateValue(member, forKey: name), present != member {
            throw ImportedImageError.twoContents(name)
        }
    }

    /// Walks a target's components inside the archive; nil when they lead out of it.
    private static func resolve(_ target: String, from base: [String]) -> String? {
        guard !target.isEmpty, !target.hasPrefix("/") else { return nil }
        var path = base
        for component in target.split(separator: "/") {
            switch component {
            case ".": break
            case "..": guard path.popLast() != nil else { return nil }
            default: path.append(String(component))
            }
        }
        return path.isEmpty ? nil : path.joined(separator: "/")
    }

    /// The content of a name, links followed.
    ///
    /// - Throws: `ImportedImageError`.
    func file(_ name: String) throws -> (digest: Digest, size: Int64) {
        var current = name
        for _ in 0...Self.linkLimit {
            switch members[current] {
            case .file(let digest, let size): return (digest, size)
            case .link(let target): current = target
            case nil: throw ImportedImageError.missingMember(current)
            }
        }
        throw ImportedImageError.badLink(name, target: current)
    }

    /// Whether a name is there.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// A small document, up to the limit in bytes.
    ///
    /// - Throws: `ImportedImageError`, `FileError`.
    func document(_ name: String, in store: ContentStore, limit: Int = ManifestDocument.sizeLimit) throws -> JSONValue {
        let file = try file(name)
        guard file.size <= Int64(limit) else {
            throw ImportedImageError.badDocument(name, reason: "\(file.size) bytes, more than \(limit)")
        }
        do {
            return try JSONValue(parsing: try store.read(file.digest, limit: limit))
        } catch let error as JSONError {
            throw ImportedImageError.badDocument(name, reason: "\(error)")
        }
    }
}
