import AirgapCore

/// What stands in a folder.
struct FolderListing: Sendable {
    /// Sizes in bytes by name; nil for folders.
    private var entries: [String: Int64?] = [:]

    mutating func add(_ name: String, size: Int64?) { entries[name] = .some(size) }

    /// A page with links, folders first.
    ///
    /// - Parameter path: the folder's own.
    /// - Returns: HTML.
    func html(of path: String) -> String {
        let sorted = entries.sorted { left, right in
            (left.value == nil ? 0 : 1, left.key) < (right.value == nil ? 0 : 1, right.key)
        }
        let rows = sorted.map { name, size in
            let slash = size == nil ? "/" : ""
            // A colon in the first part would be a scheme (RFC 3986, section 4.2).
            let link = "./" + PercentEncoding.encode(path: name) + slash
            return "<tr><td><a href=\"\(HTMLText.escape(link))\">\(HTMLText.escape(name))\(slash)</a></td>"
                + "<td class=\"n\">\(size.map { ByteCount($0).description } ?? "")</td></tr>"
        }
        let title = "/" + path
        return HTMLPage(title: title).html(
            """
            <h1>\(HTMLText.escape(title))</h1>
            <p><a href="/">start</a>\(path.isEmpty ? "" : " · <a href=\"../\">up</a>")</p>
            <table class="files">
            \(rows.joined(separator: "\n"))
            </table>
            """)
    }
}
