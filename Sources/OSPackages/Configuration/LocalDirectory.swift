import SystemPackage

/// A `path:` entry of a target's `repositories`: a folder of .deb or .rpm files on this machine.
struct LocalDirectory: Sendable {
    /// As written, for messages and the request.
    let written: String
    let path: FilePath
    /// As the family's repositories have it; nil is the family's usual one.
    let priority: Int?
}
