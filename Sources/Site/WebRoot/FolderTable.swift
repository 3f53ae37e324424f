/// Collects what stands in each folder.
struct FolderTable {
    /// By the folder's path, without slashes at the ends.
    private(set) var listings: [String: FolderListing] = ["": FolderListing()]

    /// Adds a file, and the folders above it.
    mutating func add(_ path: String, size: Int64) {
        var name = path[...]
        var isFile = true
        while true {
            let slash = name.lastIndex(of: "/")
            let folder = slash.map { String(name[..<$0]) } ?? ""
            let own = String(slash.map { name[name.index(after: $0)...] } ?? name)
            let isNew = listings[folder] == nil
            listings[folder, default: FolderListing()].add(own, size: isFile ? size : nil)
            guard isNew, !folder.isEmpty else { return }
            name = folder[...]
            isFile = false
        }
    }
}
