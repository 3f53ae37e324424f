/// os-release(5): which distribution a machine runs. It is read as data, never run.
struct OSRelease: Equatable {
    /// `debian`, in lower case.
    let id: String
    /// `12`; empty when there is none.
    let version: String
    /// `bookworm`; empty when there is none.
    let codename: String
    /// For people.
    let name: String

    init(_ text: String) {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline).prefix(500) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, values[String(parts[0])] == nil else { continue }
            values[String(parts[0])] = Self.value(parts[1])
        }
        id = (values["ID"] ?? "").lowercased()
        version = values["VERSION_ID"] ?? ""
        codename = values["VERSION_CODENAME"] ?? values["UBUNTU_CODENAME"] ?? ""
        name = PlainText(values["PRETTY_NAME"] ?? values["NAME"] ?? id).description
    }

    private static func value(_ written: Substring) -> String {
        var text = written
        while let last = text.last, last.isWhitespace { text.removeLast() }
        guard let quote = text.first, quote == "\"" || quote == "'", text.count >= 2, text.last == quote else {
            return String(text)
        }
        return String(text.dropFirst().dropLast().replacing("\\", with: ""))
    }

    /// `ubuntu24.04`, as targets are usually called.
    var target: String { id + version }

    /// Whether packages are .deb files, .rpm files, or neither that scripts know.
    var isDeb: Bool { ["debian", "ubuntu"].contains(id) }

    /// The first folders of repositories that fit, the best first; empty for a distribution that scripts do not know.
    var distributions: [String] {
        switch id {
        case "debian", "ubuntu", "fedora": [id]
        case "rocky": ["rocky"]
        case "almalinux": ["alma", "almalinux"]
        case "centos": ["centos", "centos-stream"]
        case "rhel": ["rhel", "redhat", "rocky", "alma", "almalinux", "centos"]
        case "ol": ["ol", "oracle", "rhel", "rocky", "alma", "almalinux"]
        case "openeuler": ["openeuler", "openEuler"]
        default: []
        }
    }

    /// The names of the release in a repository's path.
    var releases: [String] {
        isDeb ? [codename] : [version, String(version.prefix { $0 != "." })]
    }
}
