import AirgapCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Walks a tree: finds its regular files, and names whatever else stands in it.
struct TreeScan {
    private(set) var files: [RelativePath] = []
    private(set) var faults: [PackError] = []
    private let tree: FilePath
    private let resolvedTree: String

    /// - Throws: `FileError` when a folder cannot be read.
    init(tree: FilePath) throws {
        self.tree = tree
        resolvedTree = Self.resolve(tree) ?? tree.string
        try scan("")
    }

    private mutating func scan(_ folder: String) throws {
        for name in try FileSystem.names(in: tree.pushing(FilePath(folder))) {
            let path = folder.isEmpty ? name : folder + "/" + name
            let location = tree.pushing(FilePath(path))
            switch try FileSystem.status(location)?.kind {
            case .folder: try scan(path)
            case .file: add(path)
            case .link: addLink(path, location)
            case .none: break
            case .some(let kind): faults.append(.notRegular(path, kind: kind.rawValue))
            }
        }
    }

    private mutating func add(_ path: String) {
        do {
            files.append(try RelativePath(path))
        } catch {
            faults.append(.badName(path, error))
        }
    }

    /// A link that stays in the tree and leads to a regular file is carried as that file.
    private mutating func addLink(_ path: String, _ location: FilePath) {
        guard let target = Self.resolve(location), target.hasPrefix(resolvedTree + "/"),
            (try? FileSystem.status(FilePath(target)))?.kind == .file
        else { return faults.append(.badLink(path)) }
        add(path)
    }

    private static func resolve(_ path: FilePath) -> String? {
        guard let text = realpath(path.string, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
