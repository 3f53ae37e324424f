import AirgapCore
import SystemPackage

/// A repository's groups of packages (comps.xml).
struct CompsFile: Sendable {
    private static let documentLimit: Int64 = 64 << 20

    /// In the order of the file; a group that stands there twice has the packages of both.
    let groups: [PackageGroup]

    /// Reads a comps.xml, compressed or not.
    ///
    /// - Throws: `XMLError`, `MetadataError`, `ArchiveError`, or `FileError`.
    init(at path: FilePath) throws {
        let handler = try XMLReader.read(
            CompsHandler(), at: path, limits: XMLLimits(documentBytes: Self.documentLimit))
        guard handler.isComps else { throw MetadataError.otherDocument(expected: "comps") }
        groups = handler.groups
    }

    /// The group of an id, `core`, or of a name, `Core`; a leading `@` is left out.
    func group(_ text: String) -> PackageGroup? {
        let wanted = text.hasPrefix("@") ? String(text.dropFirst()) : text
        return groups.first { $0.id == wanted } ?? groups.first { $0.name == wanted }
    }
}
