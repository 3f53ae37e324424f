/// What `dpkg -l` and `dpkg --get-selections` print.
enum DpkgListing {
    static func entries(_ lines: [Substring]) throws(SiteListingError) -> [SiteListing.Entry] {
        var result: [SiteListing.Entry] = []
        for line in lines {
            let words = line.split { $0 == " " || $0 == "\t" }
            // The head of `dpkg -l`.
            if words.isEmpty || line.hasPrefix("|") || line.hasPrefix("+++-") || words[0].contains("=") { continue }
            if words.count == 2, isSelection(words[1]) {
                if words[1] == "install" || words[1] == "hold" { result.append(entry(words[0], version: nil)) }
            } else if words.count >= 3, isState(words[0]) {
                // The second letter is the state: i for installed.
                if words[0].dropFirst().first == "i" { result.append(entry(words[1], version: words[2])) }
            } else {
                throw .unknownLine(String(line))
            }
        }
        return result
    }

    private static func isSelection(_ word: Substring) -> Bool {
        ["install", "hold", "deinstall", "purge"].contains(word)
    }

    private static func isState(_ word: Substring) -> Bool {
        (2...3).contains(word.count) && word.allSatisfy { "uihrpncHUFWtTR".contains($0) }
    }

    private static func entry(_ name: Substring, version: Substring?) -> SiteListing.Entry {
        let parts = name.split(separator: ":", maxSplits: 1)
        return SiteListing.Entry(
            name: String(parts.first ?? name), version: version.map(String.init),
            architecture: parts.count > 1 ? String(parts[1]) : nil)
    }
}
