/// Files that a new generation of the bundle replaces under the same name: repositories' indexes and what sets clients up.
///
/// apt asks with the date of the last answer and takes a 304 for "nothing new"; so these go without a date, and caches
/// must ask each time.
enum IndexFile {
    private static let prefixes = ["Packages", "Sources", "Contents-", "Translation-"]
    private static let names: Set<String> = ["InRelease", "Release", "Release.gpg"]
    private static let ends = [".repo", ".sources", ".list", ".sh", ".asc", ".conf"]

    /// Whether a path below the web root is such a file.
    static func isIndex(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard let name = parts.last.map(String.init) else { return false }
        if parts.contains("by-hash") || parts.first == "files" || parts.first == "tools" { return false }
        return parts.contains("repodata") || names.contains(name) || prefixes.contains { name.hasPrefix($0) }
            || parts.first == "repos" || ends.contains { name.hasSuffix($0) }
    }
}
