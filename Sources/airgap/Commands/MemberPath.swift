import AirgapCore
import ArgumentParser

/// A path inside a bundle as a user writes it; a slash at the end is taken off.
struct MemberPath {
    let path: RelativePath

    /// - Throws: `ValidationError`.
    init(_ text: String) throws {
        do {
            path = try RelativePath(text.hasSuffix("/") ? String(text.dropLast()) : text)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
