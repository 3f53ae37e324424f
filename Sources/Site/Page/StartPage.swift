import AirgapCore
import HTTPTypes

/// `/`: what the bundle holds, searchable without a script, and how clients are set up.
struct StartPage: Sendable {
    /// Rows of one table; more are counted and found by searching.
    private static let rowLimit = 250

    let manifest: BundleManifest
    let signature: SignatureState
    let inventory: SiteInventory
    let facts: SiteFacts

    /// Answers GET and HEAD; `q` holds words that must all be found.
    func answer(_ target: RequestTarget, host: String) -> SiteAnswer {
        let search = target.value(of: "q").map { String($0.prefix(200)) } ?? ""
        let hosts = SiteHosts(facts, asked: host)
        let body =
            head + form(search) + (search.isEmpty ? "" : found(search)) + cards + tables(search)
            + ClientSetup(hosts: hosts, facts: facts, inventory: inventory).html
        return .page(HTMLPage(title: "\(manifest.bundleName)").html(body))
    }

    private var head: String {
        """
        <h1>\(HTMLText.escape("\(manifest.name) \(manifest.version)"))</h1>
        <p class="soft">\(HTMLText.escape(manifest.architecture.debian)) · made \(manifest.created) · \
        \(HTMLText.escape(signature.text))</p>

        """
    }

    private func form(_ search: String) -> String {
        """
        <form action="/" method="get" role="search"><input type="search" name="q" value="\(HTMLText.escape(search))" \
        placeholder="name of a package, image or file" aria-label="search">\
        <button type="submit">Search</button></form>

        """
    }

    private var cards: String {
        func card(_ link: String, _ count: Int, _ what: String, _ bytes: Int64?) -> String {
            "<a class=\"card\" href=\"\(link)\"><b>\(count)</b>\(what)"
                + (bytes.map { "<br><span class=\"soft\">\(ByteCount($0))</span>" } ?? "") + "</a>"
        }
        return "<div class=\"cards\">" + card("#packages", inventory.packages.count, "packages", inventory.packageBytes)
            + card("#images", inventory.images.count, "images", inventory.imageBytes)
            + card("#files", inventory.files.count, "files", inventory.fileBytes)
            + "<a class=\"card\" href=\"#setup\"><b>Set-up</b>of clients</a></div>\n"
    }

    private func found(_ search: String) -> String {
        let words = Self.words(search)
        let count =
            inventory.packages.count { Self.fits($0.path + $0.version, words) }
            + inventory.images.count { Self.fits($0.name + " " + ($0.source ?? ""), words) }
            + inventory.files.count { Self.fits($0.path, words) }
        return "<p>\(count) found · <a href=\"/\">show all</a></p>\n"
    }

    private func tables(_ search: String) -> String {
        let words = Self.words(search)
        let images = inventory.images.filter { Self.fits($0.name + " " + ($0.source ?? ""), words) }
        let packages = inventory.packages.filter { Self.fits($0.path + $0.version, words) }
        let files = inventory.files.filter { Self.fits($0.path, words) }
        return table("images", "Images", images.map(Self.row), isOpen: !words.isEmpty || images.count <= 40)
            + table("packages", "Packages", packages.map(Self.row), isOpen: !words.isEmpty)
            + table("files", "Files", files.map(Self.row), isOpen: !words.isEmpty || files.count <= 40)
    }

    private func table(_ anchor: String, _ title: String, _ rows: [String], isOpen: Bool) -> String {
        guard !rows.isEmpty else { return "" }
        let more = rows.count - Self.rowLimit
        let rest = more > 0 ? "<p class=\"soft\">and \(more) more: search for them</p>" : ""
        return """
            <details id="\(anchor)"\(isOpen ? " open" : "")><summary>\(title) <span class="soft">\(rows.count)</span></summary>
            <table>\(rows.prefix(Self.rowLimit).joined(separator: "\n"))</table>\(rest)
            </details>

            """
    }

    private static func row(_ image: SiteInventory.Image) -> String {
        let source = image.source.map { "<br><span class=\"soft\">from \(HTMLText.escape($0))</span>" } ?? ""
        return "<tr><td><code>\(HTMLText.escape(image.name))</code>\(source)</td>"
            + "<td class=\"n\">\(ByteCount(image.size))</td></tr>"
    }

    private static func row(_ package: SiteInventory.Package) -> String {
        let link = "/" + PercentEncoding.encode(path: package.path)
        return "<tr><td><a href=\"\(HTMLText.escape(link))\">\(HTMLText.escape(package.name))</a> "
            + "<span class=\"soft\">\(HTMLText.escape(package.version)) \(HTMLText.escape(package.architecture))</span>"
            + "</td><td class=\"n\">\(ByteCount(package.size))</td></tr>"
    }

    private static func row(_ file: SiteInventory.File) -> String {
        let link = "/" + PercentEncoding.encode(path: file.path)
        return "<tr><td><a href=\"\(HTMLText.escape(link))\">\(HTMLText.escape(file.path))</a></td>"
            + "<td class=\"n\">\(ByteCount(file.size))</td></tr>"
    }

    private static func words(_ search: String) -> [String] {
        search.lowercased().split(separator: " ").prefix(8).map(String.init)
    }

    private static func fits(_ text: String, _ words: [String]) -> Bool {
        words.isEmpty || words.allSatisfy(text.lowercased().contains)
    }
}
