import AirgapCore
import SystemPackage

/// A package file in a local folder, with what it says of itself.
struct LocalPackage: Sendable {
    /// What a package file of either family says.
    enum Facts: Sendable {
        case deb(DebControl)
        case rpm(RPMFile)
    }

    /// Below the folder.
    let relativePath: RelativePath
    let path: FilePath
    let facts: Facts
    let digest: Digest
    /// Bytes.
    let size: Int64
}
