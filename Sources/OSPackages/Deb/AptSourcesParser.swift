/// Reads apt's sources files, one-line and deb822 form (sources.list(5)); what cannot be fetched from is left out.
enum AptSourcesParser {
    /// Reads a `*.list` file.
    static func list(_ text: String, file: String) -> [AptSource] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number, line in
            listLine(line.prefix { $0 != "#" }, place: "\(file):\(number + 1)")
        }
    }

    /// Reads a `*.sources` file; a file that is not deb822 has no entries.
    static func deb822(_ bytes: [UInt8], file: String) -> [AptSource] {
        let paragraphs = (try? ControlParagraph.parse(bytes, comments: true)) ?? []
        return paragraphs.flatMap { paragraph -> [AptSource] in
            let isOff = ["no", "false", "without", "off", "disable"].contains(
                paragraph["Enabled"]?.lowercased() ?? "yes")
            guard !isOff, paragraph.words("Types").contains("deb") else { return [] }
            return paragraph.words("URIs").filter(isFetchable).map { uri in
                AptSource(
                    place: file, uri: uri, suites: paragraph.words("Suites"),
                    components: paragraph.words("Components"), signedBy: signedBy(paragraph))
            }
        }
    }

    private static func listLine(_ line: Substring, place: String) -> [AptSource] {
        var rest = line.drop { $0 == " " || $0 == "\t" }
        guard rest.hasPrefix("deb ") || rest.hasPrefix("deb\t") else { return [] }
        rest = rest.dropFirst(4).drop { $0 == " " || $0 == "\t" }
        var options: [Substring] = []
        if rest.first == "[" {
            guard let close = rest.firstIndex(of: "]") else { return [] }
            options = rest[rest.index(after: rest.startIndex)..<close].split { $0 == " " || $0 == "\t" }
            rest = rest[rest.index(after: close)...]
        }
        let words = rest.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
        guard words.count >= 2, isFetchable(words[0]) else { return [] }
        let keyrings = options.first { $0.lowercased().hasPrefix("signed-by=") }?.dropFirst(10)
        return [
            AptSource(
                place: place, uri: words[0], suites: [words[1]], components: Array(words.dropFirst(2)),
                signedBy: keyrings.flatMap { files($0.split(separator: ",").map(String.init)) })
        ]
    }

    private static func signedBy(_ paragraph: ControlParagraph) -> AptSource.SignedBy? {
        guard let value = paragraph["Signed-By"] else { return nil }
        guard value.contains("-----BEGIN") else { return files(paragraph.words("Signed-By")) }
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
        return .embedded(lines.map { $0.allSatisfy { $0 == "." || $0 == " " } ? "" : $0 }.joined(separator: "\n"))
    }

    /// Fingerprints choose keys inside apt's global keyrings, which are not read here.
    private static func files(_ words: [String]) -> AptSource.SignedBy? {
        let paths = words.filter { $0.hasPrefix("/") }
        return paths.isEmpty ? nil : .files(paths)
    }

    /// cdrom:, file:, mirror+http: and the like are skipped.
    private static func isFetchable(_ uri: String) -> Bool {
        let lower = uri.lowercased()
        return lower.hasPrefix("http://") || lower.hasPrefix("https://")
    }
}
