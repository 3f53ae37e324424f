import AirgapCore
import Templates

/// Turns what `files.lists` names into entries.
struct ListedFileReader {
    let project: ProjectConfiguration
    /// The section `files`.
    let section: ConfigurationMapping

    /// The entries; every fault goes to the collector.
    func entries() -> [FileEntry] {
        let takesFirst = takesFirstUse
        return SourceListReader(project: project).files(section.list("lists")).compactMap { file in
            do {
                return try entry(file, takesFirst: takesFirst)
            } catch {
                fault("\(error)", of: file)
                return nil
            }
        }
    }

    private func entry(_ file: ListedFile, takesFirst: Bool) throws -> FileEntry? {
        let urls = try file.urls.map { try RemoteURL($0) }
        guard let first = urls.first else { return nil }
        guard let checksum = try checksum(of: file) ?? (takesFirst ? .firstUse : nil) else {
            fault(
                "nothing vouches for \(first.redacted): list a checksum, a checksum_url or 'first-use', or write "
                    + "'without_checksum: first-use' under 'files'", of: file)
            return nil
        }
        guard isSafe(checksum, urls) else {
            fault("\(first.redacted): plain http, and nothing vouches for it: use https", of: file)
            return nil
        }
        return FileEntry(
            origin: .remote(urls), checksum: checksum, signature: nil, path: try FilePlacement.treePath(of: first),
            members: nil, allowsPlainHTTP: false, isExecutable: false, isForAnyArchitecture: false)
    }

    private func checksum(of file: ListedFile) throws -> FileEntry.Checksum? {
        switch file.checksum {
        case nil: return nil
        case .firstUse: return .firstUse
        case .url(let text): return .list(try RemoteURL(text))
        case .digest(let text):
            if text.hasPrefix("sha512:") { return .sha512(try Digest512(text)) }
            return .sha256(text.hasPrefix("sha256:") ? try Digest(text) : try Digest(hex: text.lowercased()))
        }
    }

    private func isSafe(_ checksum: FileEntry.Checksum, _ urls: [RemoteURL]) -> Bool {
        switch checksum {
        case .list(let source): source.isSecure
        case .firstUse: urls.allSatisfy(\.isSecure)
        default: true
        }
    }

    /// `without_checksum: first-use`
    private var takesFirstUse: Bool {
        guard let node = section["without_checksum"], let text = node.text() else { return false }
        if text != "first-use" { node.fault("only 'first-use' is known, found \(Quoted(text))") }
        return true
    }

    private func fault(_ message: String, of file: ListedFile) {
        project.fault(file: file.place.file, line: file.place.line, column: file.place.column, message)
    }
}
