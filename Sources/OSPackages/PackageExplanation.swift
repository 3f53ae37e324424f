/// Tells why a package is in a target's closure: the chain from what was asked for, out of the lock.
struct PackageExplanation {
    let target: LockedTarget

    /// A line for the package and one for each step; for a package that was left out as assumed, that.
    func lines(for name: String) -> [String] {
        let found = target.packages.filter { $0.name == name }
        if found.isEmpty, target.base?.leftOut?.contains(name) == true {
            return ["\(target.id): \(name) is needed, and left out: the listing of the site's machines has it"]
        }
        return found.flatMap { package in
            ["\(target.id): \(package.label) (\(package.architecture))"] + chain(to: package).map { "  " + $0 }
        }
    }

    private func chain(to package: LockedPackage) -> [String] {
        var lines: [String] = []
        var current = package
        // As many steps as there are packages: an edited lock may go round in a circle.
        for _ in target.packages {
            guard let reason = current.neededBy else {
                lines.append(requestLine(current))
                break
            }
            let owner = target.packages.first { $0.name == reason.package }
            lines.append("\(owner?.label ?? reason.package) needs \(reason.relation)")
            guard let owner else { break }
            current = owner
        }
        return lines.reversed()
    }

    private func requestLine(_ package: LockedPackage) -> String {
        let request = target.requested.first { $0 == package.name || $0.hasPrefix(package.name + "=") }
        if let request { return "requested: \(request)" }
        if target.base?.included?.contains(package.name) == true { return "\(package.name) is of the base set" }
        return "requested under another name"
    }
}
