/// Picks the requires that a repository lists, the same ones that createrepo_c picks.
enum RPMRequirements {
    private static let libc = "libc.so.6"

    /// A relation without when it is needed.
    private struct Words: Hashable {
        let name: String
        let bound: RPMRelation.Bound?

        init(_ relation: RPMRelation) {
            name = relation.name
            bound = relation.bound
        }
    }

    /// The wanted requires: without those of rpm itself (`rpmlib(...)`), those that the package provides in the same words,
    /// its own files where primary.xml lists them, repeated ones, and all but the newest of libc's, which includes the older ones and comes last.
    static func select(
        _ all: [RPMRelation], provides: [RPMRelation], files: [RPMFileEntry]
    ) -> [RPMRelation] {
        let provided = Set(provides.map(Words.init))
        let owned = Set(files.lazy.filter(\.isPrimary).map(\.path))
        var last: [String: RPMRelation] = [:]
        var result: [RPMRelation] = []
        var newest: RPMRelation?
        for relation in all where !relation.name.hasPrefix("rpmlib(") {
            let name = relation.name
            if provided.contains(Words(relation)) || owned.contains(name) || last[name] == relation { continue }
            if name.hasPrefix(libc) {
                if newest.map({ isNewer(name, than: $0.name) }) ?? true { newest = relation }
            } else {
                last[name] = relation
                result.append(relation)
            }
        }
        return result + (newest.map { [$0] } ?? [])
    }

    /// Compares the versions in the first brackets: `libc.so.6(GLIBC_2.34)(64bit)`.
    private static func isNewer(_ name: String, than other: String) -> Bool {
        guard let version = version(name) else { return false }
        guard let second = self.version(other) else { return true }
        return RPMVersion.compareParts(version, second) > 0
    }

    private static func version(_ name: String) -> String? {
        let brackets = name.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
        let digits = brackets.drop { !("0"..."9").contains($0) }
        return digits.isEmpty ? nil : String(digits)
    }
}
