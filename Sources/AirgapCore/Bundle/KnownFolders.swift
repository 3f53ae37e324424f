import SystemPackage

/// Folders that were looked at once: a link instead of one would lead out of the tree.
struct KnownFolders {
    private let root: FilePath
    private var plain: [String: Bool] = [:]

    init(_ root: FilePath) {
        self.root = root
    }

    mutating func isPlain(above path: RelativePath) throws(FileError) -> Bool {
        guard let slash = path.description.lastIndex(of: "/") else { return true }
        return try isPlain(path.description[..<slash])
    }

    private mutating func isPlain(_ text: Substring) throws(FileError) -> Bool {
        if let known = plain[String(text)] { return known }
        var above = true
        if let slash = text.lastIndex(of: "/") { above = try isPlain(text[..<slash]) }
        var result = above
        if above { result = try FileSystem.status(root.appending(String(text)))?.kind == .folder }
        plain[String(text)] = result
        return result
    }
}
