/// dpkg's status file (deb822): a paragraph a package.
enum DpkgStatus {
    private static let kept = ["Pre-Depends", "Depends", "Provides", "Conflicts", "Breaks", "Multi-Arch"]

    static func entries(_ bytes: [UInt8]) throws(SiteListingError) -> [SiteListing.Entry] {
        let paragraphs: [ControlParagraph]
        do {
            paragraphs = try ControlParagraph.parse(bytes)
        } catch {
            throw .badStatus("\(error)")
        }
        return paragraphs.compactMap { paragraph in
            guard let name = paragraph["Package"], paragraph.words("Status").last == "installed" else { return nil }
            var entry = SiteListing.Entry(
                name: name, version: paragraph["Version"], architecture: paragraph["Architecture"])
            for field in kept { entry.fields[field] = paragraph[field] }
            return entry
        }
    }
}
