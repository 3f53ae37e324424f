import AirgapCore
import SystemPackage

extension LayerBuilder {
    /// Adds a member of a package, or a folder of it with all that is below, in the package's own order.
    mutating func addPackage(_ content: LayerContent, to layer: LayerWriter) throws {
        guard let package = content.package else { throw AssemblyError.notDeb(package: content.path) }
        let members = PackageMembers(package: package, store: store)
        let root = PackageMembers.name(content.path)
        var found = false
        var near: [String] = []
        /// Hard links to files that are not taken themselves: their content is, in a second pass.
        var outside: [String: [String]] = [:]
        try members.walk { name, header, reader in
            guard let place = Self.place(of: name, below: root, content.to) else {
                if near.count < 3, name.split(separator: "/").last == root.split(separator: "/").last {
                    near.append(name)
                }
                return
            }
            found = true
            if header.kind == .hardLink {
                let target = PackageMembers.name(String(decoding: header.linkTarget, as: UTF8.self))
                guard let mapped = Self.place(of: target, below: root, content.to) else {
                    outside[target, default: []].append(place)
                    return
                }
                let link = member(
                    place, .hardLink(mapped), content, mode: content.mode ?? header.mode, modified: header.modified)
                return try add(link, to: layer)
            }
            try add(header, reader, at: place, content, to: layer)
        }
        guard found else { throw AssemblyError.noMember(package: package.label, path: root, near: near) }
        try addTargets(outside, of: members, content, to: layer)
    }

    private mutating func addTargets(
        _ wanted: [String: [String]], of members: PackageMembers, _ content: LayerContent, to layer: LayerWriter
    ) throws {
        guard !wanted.isEmpty else { return }
        try members.walk { name, header, reader in
            guard header.kind == .file, let places = wanted[name], let first = places.first else { return }
            try add(header, reader, at: first, content, to: layer)
            for place in places.dropFirst() {
                try add(
                    member(
                        place, .hardLink(first), content, mode: content.mode ?? header.mode,
                        modified: header.modified), to: layer)
            }
        }
    }

    /// Where a member goes; nil when it is not asked for. The empty text is the image's root.
    private static func place(of name: String, below root: String, _ to: RelativePath?) -> String? {
        let base = to?.description ?? ""
        if name == root { return base }
        guard root.isEmpty || name.hasPrefix(root + "/") else { return nil }
        let rest = root.isEmpty ? name : String(name.dropFirst(root.utf8.count + 1))
        return base.isEmpty ? rest : "\(base)/\(rest)"
    }

    private mutating func add(
        _ header: ArchiveMemberHeader, _ reader: ArchiveReader, at place: String, _ content: LayerContent,
        to layer: LayerWriter
    ) throws {
        switch header.kind {
        case .folder:
            guard !place.isEmpty else { return }
            try addFolder(
                member(place, .folder, content, mode: header.mode, modified: header.modified), to: layer)
        case .symbolicLink:
            let target = String(decoding: header.linkTarget, as: UTF8.self)
            try add(
                member(place, .symbolicLink(target), content, mode: 0o777, modified: header.modified), to: layer)
        case .file:
            let file = member(
                place, .file(header.size), content, mode: content.mode ?? header.mode, modified: header.modified)
            try addFile(file, reader, to: layer)
        case .hardLink, .other: throw AssemblyError.specialFile("/" + place, kind: "device")
        }
    }

    /// Programs are put aside first: their tables can stand anywhere in the file.
    private mutating func addFile(_ file: TarMember, _ reader: ArchiveReader, to layer: LayerWriter) throws {
        let first = try reader.read(upTo: 1 << 18)
        guard ELFFile.begins(first) else {
            var rest: [UInt8]? = first
            return try add(file, to: layer) {
                defer { rest = nil }
                return try rest ?? reader.read(upTo: 1 << 18)
            }
        }
        let aside = try SpooledFile(first, reader, in: store)
        let spooled = try FileReader(aside.path)
        try inventory.inspect(spooled, at: file.name, for: architecture)
        try add(file, to: layer) { try spooled.read(upTo: 1 << 18) }
    }
}
