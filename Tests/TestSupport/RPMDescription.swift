/// A binary package in a few words, for tests of relations.
package struct RPMDescription: Sendable {
    package var name: String
    package var version: String
    package var release: String
    package var epoch: Int?
    /// `x86_64`, `aarch64` or `noarch`.
    package var architecture: String
    package var summary = "Made for a test"
    /// Relations as specs have them: `foo >= 1.2`, `(a if b)`, `/usr/bin/c`.
    package var requires: [String]
    package var provides: [String]
    package var conflicts: [String]
    package var obsoletes: [String]
    package var recommends: [String]
    package var suggests: [String] = []
    package var supplements: [String] = []
    package var enhances: [String] = []
    /// Paths, with `%dir` or `%ghost` before them where they are not files; a file's content is its path.
    package var files: [String]

    package init(
        _ name: String, _ version: String = "1.0", release: String = "1", epoch: Int? = nil,
        architecture: String = "x86_64", requires: [String] = [], provides: [String] = [], conflicts: [String] = [],
        obsoletes: [String] = [], recommends: [String] = [], files: [String] = []
    ) {
        self.name = name
        self.version = version
        self.release = release
        self.epoch = epoch
        self.architecture = architecture
        self.requires = requires
        self.provides = provides
        self.conflicts = conflicts
        self.obsoletes = obsoletes
        self.recommends = recommends
        self.files = files
    }

    /// The rpm file's name.
    package var fileName: String { "\(name)-\(version)-\(release).\(architecture).rpm" }

    /// The spec that makes the package.
    package var spec: RPMBuilder.Spec {
        let lines =
            head + relations + ["", "%description", summary, "", "%install"] + install + ["", "%files"] + files
        return RPMBuilder.Spec(
            name: "\(name)-\(epoch ?? 0)-\(version)-\(release)", text: lines.joined(separator: "\n") + "\n",
            architecture: architecture == "noarch" ? "x86_64" : architecture)
    }

    private var head: [String] {
        var lines = [
            "Name: \(name)", "Version: \(version)", "Release: \(release)", "Summary: \(summary)", "License: MIT",
            "URL: https://example.org/\(name)", "AutoReqProv: no",
        ]
        if let epoch { lines.append("Epoch: \(epoch)") }
        if architecture == "noarch" { lines.append("BuildArch: noarch") }
        return lines
    }

    private var relations: [String] {
        let lists = [
            ("Requires", requires), ("Provides", provides), ("Conflicts", conflicts), ("Obsoletes", obsoletes),
            ("Recommends", recommends), ("Suggests", suggests), ("Supplements", supplements), ("Enhances", enhances),
        ]
        return lists.flatMap { list in list.1.map { "\(list.0): \($0)" } }
    }

    private var install: [String] {
        files.flatMap { file in
            let words = file.split(separator: " ")
            guard let path = words.last else { return [String]() }
            if words.first == "%dir" { return ["mkdir -p '%{buildroot}\(path)'"] }
            let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
            return ["mkdir -p '%{buildroot}\(folder)'", "echo '\(path)' > '%{buildroot}\(path)'"]
        }
    }
}
