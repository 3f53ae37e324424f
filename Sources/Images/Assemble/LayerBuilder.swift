import AirgapCore
import SystemPackage

/// Puts an image's layers together one after the other, and notes what is in them.
struct LayerBuilder {
    /// Relative paths of the builder's disk start here.
    let folder: FilePath
    let store: ContentStore
    let architecture: Architecture
    /// No member is newer; what has no time of its own carries it.
    let time: Timestamp?
    /// What the image has so far, its base's files too.
    var inventory: ImageInventory
    /// The newest time that a member has.
    var newest: Int64 = 0

    /// Builds one layer.
    ///
    /// - Throws: `AssemblyError`, `ArchiveError`, `FileError`, and whatever reading a package throws.
    mutating func build(_ contents: [LayerContent]) throws -> BuiltLayer {
        let layer = try LayerWriter(store)
        for content in contents {
            switch content.kind {
            case .link: try addLink(content, to: layer)
            case .folder: try addFolder(content, to: layer)
            case .host: try addHost(content, to: layer)
            case .package: try addPackage(content, to: layer)
            }
        }
        return try layer.finish()
    }

    private mutating func addLink(_ content: LayerContent, to layer: LayerWriter) throws {
        guard let path = content.to?.description else { return }
        try add(member(path, .symbolicLink(content.path), content, mode: 0o777), to: layer)
    }

    private mutating func addFolder(_ content: LayerContent, to layer: LayerWriter) throws {
        guard let path = content.to?.description else { return }
        try addParents(of: path, to: layer)
        _ = inventory.addFolder(path)
        try layer.add(member(path, .folder, content, mode: content.mode ?? 0o755))
    }

    // MARK: Members

    /// A member with the content's owner and the image's time.
    func member(
        _ path: String, _ kind: TarMember.Kind, _ content: LayerContent, mode: UInt32, modified: Int64? = nil
    ) -> TarMember {
        // A tar header holds no more, and an image's time is that of its newest member.
        let limit = min(time?.seconds ?? .max, TarMember.numberLimit)
        return TarMember(
            name: path, kind: kind, mode: mode, user: content.user, group: content.group,
            modified: max(0, min(modified ?? time?.seconds ?? 0, limit)))
    }

    /// Writes a link or a file, and the folders above it.
    mutating func add(_ member: TarMember, to layer: LayerWriter, _ next: () throws -> [UInt8] = { [] }) throws {
        try addParents(of: member.name, to: layer)
        newest = max(newest, member.modified)
        inventory.addFile(member.name)
        try layer.add(member, next)
    }

    /// Writes a folder that comes with its source, unless it is there.
    mutating func addFolder(_ member: TarMember, to layer: LayerWriter) throws {
        try addParents(of: member.name, to: layer)
        newest = max(newest, member.modified)
        if inventory.addFolder(member.name) { try layer.add(member) }
    }

    /// A folder that is there keeps its mode; below a link that stands for a folder nothing is made.
    private mutating func addParents(of path: String, to layer: LayerWriter) throws {
        var parent = ""
        for component in path.split(separator: "/").dropLast() {
            parent += (parent.isEmpty ? "" : "/") + component
            if inventory.paths.contains(parent) { return }
            guard inventory.addFolder(parent) else { continue }
            try layer.add(TarMember(name: parent, kind: .folder, mode: 0o755, modified: time?.seconds ?? 0))
        }
    }
}
