/// Collects the groups of a comps.xml.
struct CompsHandler: XMLHandler {
    enum Name: Int, XMLVocabulary {
        case comps, group, id, name, packagelist, packagereq
        case type, requires, lang

        var text: String { self == .lang ? "xml:lang" : "\(self)" }
    }

    private static let memberLimit = 1_000_000

    private(set) var isComps = false
    private(set) var groups: [PackageGroup] = []
    private var positions: [String: Int] = [:]
    private var isInGroup = false
    private var id: String?
    private var name: String?
    private var members: [PackageGroup.Member] = []
    private var kind = PackageGroup.Kind.mandatory
    private var condition: String?
    private var memberCount = 0

    mutating func begin(_ element: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest {
        switch element {
        case .comps where !isComps: isComps = true
        case .group where isComps && !isInGroup: beginGroup()
        case .id where isInGroup: return .text
        case .name where isInGroup && attributes[.lang] == nil: return .text
        case .packagelist where isInGroup: break
        case .packagereq where isInGroup: return try beginMember(attributes)
        default: return .nothing
        }
        return .children
    }

    private mutating func beginGroup() {
        isInGroup = true
        id = nil
        name = nil
        members = []
    }

    private mutating func beginMember(_ attributes: XMLAttributes<Name>) throws(MetadataError) -> XMLInterest {
        let type = attributes[.type]?.string ?? "mandatory"
        guard let kind = PackageGroup.Kind(rawValue: type) else {
            throw .unusable("type", value: type, item: id ?? "a group")
        }
        self.kind = kind
        condition = attributes[.requires]?.string
        memberCount += 1
        guard memberCount <= Self.memberLimit else {
            throw .tooMany("packages", item: "comps", limit: Self.memberLimit)
        }
        return .text
    }

    mutating func end(_ element: Name, _ text: XMLText) throws {
        switch element {
        case .id: id = text.trimmed.string
        case .name: name = text.trimmed.string
        case .packagereq: endMember(text.trimmed.string)
        case .group: try endGroup()
        default: break
        }
    }

    private mutating func endMember(_ name: String) {
        guard !name.isEmpty else { return }
        members.append(
            PackageGroup.Member(kind: kind, name: name, condition: kind == .conditional ? condition : nil))
    }

    private mutating func endGroup() throws(MetadataError) {
        isInGroup = false
        guard let id, !id.isEmpty else { throw .missing("id", item: "a group") }
        if let known = positions[id] {
            let present = Set(groups[known].members)
            groups[known].members += members.filter { !present.contains($0) }
        } else {
            positions[id] = groups.count
            groups.append(PackageGroup(id: id, name: name ?? id, members: members))
        }
    }
}
