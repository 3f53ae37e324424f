import AirgapCore

/// The files of a .deb in the store: an ar archive with `data.tar.*` in it (deb(5)).
struct PackageMembers {
    let package: PackageFile
    let store: ContentStore

    /// Reads every member in the package's own order.
    ///
    /// - Parameter visit: takes the name without `./`, the header, and a reader of the member's bytes.
    /// - Throws: `AssemblyError`, `ImportedImageError`, `ArchiveError`, `FileError`, or what the visitor throws.
    func walk(_ visit: (String, ArchiveMemberHeader, ArchiveReader) throws -> Void) throws {
        let file = try FileReader(store.path(of: package.sha256))
        file.expectSequentialReading()
        let outer = try ArchiveReader(.ar, filters: []) { try file.read(upTo: 1 << 18) }
        guard try outer.nextMember()?.text == "debian-binary" else {
            throw AssemblyError.notDeb(package: package.label)
        }
        while let member = try outer.nextMember() {
            guard member.text?.hasPrefix("data.tar") == true else { continue }
            let inner = try ArchiveReader(.tar) { try outer.read(upTo: 1 << 18) }
            while let header = try inner.nextMember() {
                try Task.checkCancellation()
                guard let name = try ArchiveContents.name(of: header) else { continue }
                try visit(name, header, inner)
            }
            return
        }
        throw AssemblyError.notDeb(package: package.label)
    }

    /// A path as members are named: no slash at either end.
    static func name(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
