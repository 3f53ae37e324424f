import AirgapCore

/// Makes packages out of primary.xml.
struct PrimaryHandler: XMLHandler {
    enum Name: Int, XMLVocabulary {
        case metadata, package, name, arch, version, checksum, size, location, format, file
        /// The lists of relations, in the order of `PackageDraft.lists`.
        case provides, requires, conflicts, obsoletes, recommends, suggests, supplements, enhances
        case entry
        case type, epoch, ver, rel, href, base, flags, pre

        var text: String { self == .base ? "xml:base" : "\(self)" }

        /// The list's number; nil for what is no list.
        var list: Int? {
            let number = rawValue - Name.provides.rawValue
            return (0..<PackageDraft.listCount).contains(number) ? number : nil
        }
    }

    private let architectures: Set<String>
    private let take: (PackageDraft, TextTable) throws -> Void
    private(set) var isPrimary = false
    private var draft: PackageDraft?
    private var relations = RelationReader()
    private var list: Int?

    /// - Parameters:
    ///   - architectures: only packages of these are built.
    ///   - take: is given each package, and the texts that its numbers mean in that call.
    init(architectures: Set<String>, drafts take: @escaping (PackageDraft, TextTable) throws -> Void) {
        self.architectures = architectures
        self.take = take
    }

    /// - Parameters:
    ///   - architectures: only packages of these are built.
    ///   - take: is given each package.
    init(architectures: Set<String>, take: @escaping (RPMPackage, RPMPackageSource) throws -> Void) {
        self.init(architectures: architectures) { draft, texts in
            let (package, source) = try draft.package(texts)
            try take(package, source)
        }
    }

    mutating func begin(_ name: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest {
        guard draft != nil else { return beginOutside(name) }
        guard draft?.isWanted == true else { return .nothing }
        switch name {
        case .entry where list != nil: try addEntry(attributes)
        case .file where list == nil, .name, .arch: return .text
        case .checksum:
            draft?.checksumType = attributes[.type]?.string
            return .text
        case .version:
            let version = try relations.version(attributes, item: draft?.name)
            draft?.version = version
        case .size: draft?.size = attributes[.package]?.number
        case .location:
            draft?.location = attributes[.href]?.string
            draft?.base = attributes[.base]?.string
        case .format: return .children
        default: return beginList(name)
        }
        return .nothing
    }

    private mutating func beginOutside(_ name: Name) -> XMLInterest {
        switch name {
        case .metadata where !isPrimary: isPrimary = true
        case .package where isPrimary: draft = PackageDraft()
        default: return .nothing
        }
        return .children
    }

    private mutating func beginList(_ name: Name) -> XMLInterest {
        guard list == nil, let number = name.list else { return .nothing }
        list = number
        return .children
    }

    private mutating func addEntry(_ attributes: XMLAttributes<Name>) throws(MetadataError) {
        let relation = try relations.relation(attributes, list: list ?? 0, item: draft?.name)
        let bytes = [Name.name, .ver, .rel].reduce(0) { $0 + (attributes[$1]?.bytes.count ?? 0) }
        try draft?.add(relation, bytes: bytes, relations.texts)
    }

    mutating func end(_ name: Name, _ text: XMLText) throws {
        switch name {
        case .package: try endPackage()
        case .name: draft?.name = relations.number(text.trimmed)
        case .arch: endArchitecture(text.trimmed)
        case .checksum: draft?.checksum = text.trimmed.string
        case .file: try draft?.add(file: text, relations.texts)
        case _ where name.list != nil: list = nil
        default: break
        }
    }

    private mutating func endArchitecture(_ text: XMLText) {
        draft?.architecture = relations.number(text)
        draft?.isWanted = architectures.contains(text.string)
    }

    private mutating func endPackage() throws {
        guard let done = draft else { return }
        draft = nil
        if done.isWanted { try take(done, relations.texts) }
        if relations.texts.isFull { relations.startOver() }
    }
}
