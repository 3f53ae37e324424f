import SystemPackage
import Testing

/// The two forms that a bundle is served from.
enum SiteForm: CaseIterable, Sendable, CustomTestStringConvertible {
    case unpacked, packed

    var testDescription: String { self == .packed ? "packed" : "unpacked" }

    func path(of tree: SiteTree) -> FilePath { self == .packed ? tree.packed : tree.folder }
}
