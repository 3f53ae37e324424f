import SystemPackage

/// A repository's primary metadata on this machine.
struct PrimarySource {
    let path: FilePath
    /// Its size decompressed, in bytes, as repomd.xml has it.
    let documentBytes: Int64?
    /// The repository's id.
    let name: String
    /// A smaller number hides packages of the same name in others, as dnf has it.
    let priority: Int
    /// Where it is kept parsed; nil for nowhere.
    var cached: SolvFile?
}
