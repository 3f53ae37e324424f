/// What `rpm -qa` prints: `bash-5.1.8-6.el9.x86_64`, a line each.
enum RPMListing {
    static func entries(_ lines: [Substring]) throws(SiteListingError) -> [SiteListing.Entry] {
        var result: [SiteListing.Entry] = []
        for line in lines {
            // A key in the database has no architecture, and is no package.
            if line.hasPrefix("gpg-pubkey-") || line.allSatisfy(\.isWhitespace) { continue }
            guard let entry = entry(line) else { throw .unknownLine(String(line)) }
            result.append(entry)
        }
        return result
    }

    private static func entry(_ line: Substring) -> SiteListing.Entry? {
        guard !line.contains(where: \.isWhitespace), let dot = line.lastIndex(of: "."),
            let release = line[..<dot].lastIndex(of: "-"), let version = line[..<release].lastIndex(of: "-"),
            version > line.startIndex
        else { return nil }
        let evr = line[line.index(after: version)..<dot]
        return SiteListing.Entry(
            name: String(line[..<version]), version: String(evr),
            architecture: String(line[line.index(after: dot)...]))
    }
}
