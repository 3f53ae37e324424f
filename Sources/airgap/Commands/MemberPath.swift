import AirgapCore
import ArgumentParser

/// A path inside a bundle as people write it: `./` before it and a slash at its end are taken off, and so is the top
/// folder, which tar's listings have.
struct MemberPath {
    private let written: RelativePath

    /// - Throws: `ValidationError`.
    init(_ text: String) throws {
        var rest = text[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        if rest.hasSuffix("/"), rest.count > 1 { rest = rest.dropLast() }
        do {
            written = try RelativePath(String(rest))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The path below the top folder; what a bundle has under the name as it was written goes first.
    func path(in bundle: BundleReader) -> RelativePath {
        let top = "\(bundle.contents.manifest.bundleName)/"
        guard written.description.hasPrefix(top),
            !bundle.contents.entries.contains(where: { $0.path.isInside(written.description) })
        else { return written }
        return (try? RelativePath(String(written.description.dropFirst(top.count)))) ?? written
    }
}
