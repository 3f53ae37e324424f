import AirgapCore

/// What people call a file, and which version of it this is, read out of its path.
///
/// `github.com/etcd-io/etcd/releases/download/v3.5.12/etcd-v3.5.12-linux-amd64.tar.gz` is `etcd` `v3.5.12`.
struct FileLabel: Equatable {
    private static let noise: Set<Substring> = ["linux", "amd64", "arm64", "x86", "64", "x86_64", "aarch64"]

    let name: String
    let version: String
    /// The path with its versions left out: equal for two versions of one file.
    let key: String

    /// - Parameters:
    ///   - path: the file's path in the tree.
    ///   - digest: stands in for a version where the path has none.
    init(path: RelativePath, digest: Digest?) {
        // The first component is a host, whose address is no version.
        let versions = path.components.enumerated().map { index, part in
            index == 0 && path.components.count > 1 ? nil : Self.version(part)
        }
        key = zip(path.components, versions).map { part, version in
            version.map { String(part.replacing($0, with: "*")) } ?? String(part)
        }.joined(separator: "/")
        let found = versions.last.flatMap { $0 } ?? versions.compactMap { $0 }.last
        version = found.map(String.init) ?? digest.map { String($0.hex.prefix(12)) } ?? ""
        name = Self.name(path.name, version: versions.last.flatMap { $0 })
    }

    /// The part before the version, without words that every release has.
    private static func name(_ file: String, version: Substring?) -> String {
        let stem: Substring
        if let version, let range = file.firstRange(of: version), range.lowerBound > file.startIndex {
            stem = file[..<range.lowerBound]
        } else {
            stem = file.split(separator: ".tar").first ?? file[...]
        }
        let words = stem.split(whereSeparator: { $0 == "-" || $0 == "_" }).filter { !noise.contains($0) }
        return words.isEmpty ? file : words.joined(separator: "-")
    }

    /// The first `v1.2.3` or `1.2.3-rc.1` of a text: at least two numbers with a point between.
    private static func version(_ text: Substring) -> Substring? {
        var index = text.startIndex
        while index < text.endIndex {
            let start = index
            if text[index] == "v" { index = text.index(after: index) }
            let end = text[index...].firstIndex { !$0.isNumber && $0 != "." } ?? text.endIndex
            let digits = text[index..<end]
            let isBoundary = start == text.startIndex || !text[text.index(before: start)].isLetter
            if isBoundary, digits.first?.isNumber == true, digits.split(separator: ".").count >= 2 {
                let tidy = digits.last == "." ? digits.dropLast() : digits
                return text[start..<tidy.endIndex]
            }
            index = index < end ? end : text.index(after: index)
        }
        return nil
    }
}
