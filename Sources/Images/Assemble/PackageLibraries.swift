import AirgapCore
import SystemPackage

/// The shared libraries of a package, by the name that programs ask for.
struct PackageLibraries {
    private static let linkLimit = 8

    private let members: PackageMembers
    /// Files and links in library folders: a link leads to another path of the package.
    private var places: [String: String?] = [:]
    private var byName: [Substring: String] = [:]

    /// Reads the package's list of members.
    ///
    /// - Throws: `AssemblyError`, `ArchiveError`, `FileError`.
    init(_ members: PackageMembers) throws {
        self.members = members
        var places: [String: String?] = [:]
        try members.walk { name, header, _ in
            let parts = name.split(separator: "/")
            guard let last = parts.last, last.contains(".so"), parts.dropLast().contains(where: { $0.hasPrefix("lib") })
            else { return }
            switch header.kind {
            case .file: places[name] = .some(nil)
            case .symbolicLink: places[name] = Self.target(of: header, in: parts.dropLast())
            default: break
            }
        }
        self.places = places
        for path in places.keys.sorted().reversed() {
            if let name = path.split(separator: "/").last { byName[name] = path }
        }
    }

    private static func target(of header: ArchiveMemberHeader, in folder: ArraySlice<Substring>) -> String {
        let target = String(decoding: header.linkTarget, as: UTF8.self)
        var path = target.hasPrefix("/") ? [] : folder.map(String.init)
        for component in target.split(separator: "/") where component != "." {
            if component == ".." { _ = path.popLast() } else { path.append(String(component)) }
        }
        return path.joined(separator: "/")
    }

    /// What puts a library, or a loader that is asked for by its path, into an image; nil when the package does not have it.
    func content(for wanted: String) -> LayerContent? {
        guard let name = wanted.split(separator: "/").last, let path = byName[name], let file = file(at: path),
            let place = try? RelativePath(wanted.contains("/") ? PackageMembers.name(wanted) : path)
        else { return nil }
        return LayerContent(kind: .package, path: file, package: members.package, to: place)
    }

    /// The file that a path leads to, links followed.
    private func file(at path: String) -> String? {
        var current = path
        for _ in 0..<Self.linkLimit {
            guard let place = places[current] else { return nil }
            guard let target = place else { return current }
            current = target
        }
        return nil
    }

    /// Notes what the chosen libraries need themselves.
    ///
    /// - Throws: `AssemblyError`, `ArchiveError`, `FileError`.
    func inspect(
        _ contents: [LayerContent], _ architecture: Architecture, into inventory: inout ImageInventory
    ) throws {
        let wanted = Dictionary(grouping: contents, by: \.path)
        try members.walk { name, header, reader in
            guard header.kind == .file, let chosen = wanted[name] else { return }
            let file = try SpooledFile(try reader.read(upTo: 1 << 16), reader, in: members.store)
            for content in chosen {
                guard let path = content.to?.description else { continue }
                inventory.addFile(path)
                try inventory.inspect(try FileReader(file.path), at: path, for: architecture)
            }
        }
    }
}
