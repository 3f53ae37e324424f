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
    private let take: (RPMPackage, RPMPackageSource) throws -> Void
    private(set) var isPrimary = false
    private var draft: PackageDraft?
    private var relations = RelationReader()
    private var list: Int?

    /// - Parameters:
    ///   - architectures: only packages of these are built.
    ///   - take: is given each package.
    init(architectures: Set<String>, take: @escaping (RPMPackage, RPMPackageSource) throws -> Void) {
        self.architectures = architectures
        self.take = take
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
            let version = try relations.version(attributes, item: draft?.name ?? "a package")
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
        let relation = try relations.relation(attributes, item: draft?.name ?? "a package")
        try draft?.add(relation, to: list ?? 0)
    }

    mutating func end(_ name: Name, _ text: XMLText) throws {
        switch name {
        case .package: try endPackage()
        case .name: draft?.name = text.trimmed.string
        case .arch: endArchitecture(relations.text(text.trimmed))
        case .checksum: draft?.checksum = text.trimmed.string
        case .file: try draft?.add(file: relations.text(text))
        case _ where name.list != nil: list = nil
        default: break
        }
    }

    private mutating func endArchitecture(_ text: String) {
        draft?.architecture = text
        draft?.isWanted = architectures.contains(text)
    }

    private mutating func endPackage() throws {
        guard let done = draft else { return }
        draft = nil
        guard done.isWanted else { return }
        try take(done.package(), done.source())
    }
}
