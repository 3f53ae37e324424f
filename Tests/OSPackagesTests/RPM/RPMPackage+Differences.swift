@testable import OSPackages

extension RPMPackage {
    /// What differs from a package of primary.xml, which has its relations in the header's order, in words; files are left
    /// out, because primary.xml has a part of them only.
    func differences(to other: RPMPackage) -> [String] {
        var result: [String] = []
        if nevra != other.nevra { result.append("\(nevra) is not \(other.nevra)") }
        if version != other.version { result.append("\(version.epoch ?? 99) is not \(other.version.epoch ?? 99)") }
        let lists = [
            ("requires", requires, other.requires), ("provides", provides, other.provides),
            ("conflicts", conflicts, other.conflicts), ("obsoletes", obsoletes, other.obsoletes),
            ("recommends", recommends, other.recommends), ("suggests", suggests, other.suggests),
            ("supplements", supplements, other.supplements), ("enhances", enhances, other.enhances),
        ]
        for (name, ours, theirs) in lists where ours != theirs {
            result.append(
                "\(name): \(ours.map(\.name)) is not \(theirs.map(\.name)): \(Set(ours).symmetricDifference(theirs))")
        }
        return result
    }
}
