import AirgapCore
import CSolv
import SystemPackage

extension RPMIndex {
    /// Takes what the site's machines have into the pool, as installed.
    ///
    /// A package of the very version that a repository has is taken with all that it provides there; of another one only
    /// its name is known.
    ///
    /// - Parameters:
    ///   - listing: names and versions.
    ///   - known: the repositories' primary metadata.
    /// - Returns: the packages.
    /// - Throws: as `PrimaryReader.read`.
    func install(_ listing: SiteListing, known: [FilePath]) throws -> [Id] {
        let repository = pool.makeRepository("installed")
        let wanted = listing.entries.filter { [architecture.rpm, "noarch"].contains($0.architecture ?? "noarch") }
        var open: [String: SiteListing.Entry] = [:]
        for entry in wanted { open[Self.key(entry.name, entry.version ?? "", entry.architecture ?? "")] = entry }
        for path in known {
            try PrimaryReader.read(path, architectures: [architecture.rpm, "noarch"]) { package, _ in
                let key = Self.key(package.name, package.version.description, package.architecture)
                if open.removeValue(forKey: key) != nil { packages.add(package, nil, to: repository) }
            }
        }
        for entry in open.values.sorted(by: { $0.name < $1.name }) {
            _ = pool.add(
                name: entry.name, version: entry.version ?? "0", architecture: entry.architecture ?? "noarch",
                to: repository)
        }
        pool.setInstalled(repository)
        return pool.packages(of: repository)
    }

    /// `rpm -qa` leaves the epoch out.
    private static func key(_ name: String, _ evr: String, _ architecture: String) -> String {
        let version = evr.split(separator: ":", maxSplits: 1).last.map(String.init) ?? evr
        return "\(name)-\(version).\(architecture)"
    }
}
