/// Why a file cannot stand in the tree.
package enum TreeError: ExplainedError, Equatable {
    /// Two items of different content want one path.
    case conflict(path: RelativePath, first: Digest, second: Digest)
    /// One item's path is a folder of another's.
    case fileAndFolder(path: RelativePath)
    /// A module wrote outside its own part of the tree.
    case notOwned(path: RelativePath, module: ModuleName)

    package var description: String {
        switch self {
        case .conflict(let path, let first, let second): "two different contents for \(path): \(first) and \(second)"
        case .fileAndFolder(let path): "\(path) would have to be a file and a folder at once"
        case .notOwned(let path, let module): "\(path) is not in the part of the tree that belongs to \(module)"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
