import AirgapCore
import HTTPTypes

/// Everything below `/`: the bundle's web root and a few files made here, each looked up in a table by its whole name.
///
/// No path is ever made of what a client sends, so nothing else can be read.
struct WebRoot: Sendable {
    private let files: [String: ServedMember]
    private let made: [String: MadeFile]
    private let folders: [String: FolderListing]
    private let changed: Timestamp

    /// - Parameters:
    ///   - source: the bundle.
    ///   - made: files that are made here, by their path; they win.
    init(_ source: any BundleSource, made: [String: MadeFile]) {
        let prefix = BundleLayout.webRoot + "/"
        var files: [String: ServedMember] = [:]
        var folders = FolderTable()
        for member in source.members where member.path.hasPrefix(prefix) {
            let path = String(member.path.dropFirst(prefix.count))
            guard made[path] == nil else { continue }
            files[path] = member
            folders.add(path, size: member.size)
        }
        for (path, file) in made { folders.add(path, size: Int64(file.bytes.count)) }
        self.files = files
        self.made = made
        self.folders = folders.listings
        changed = source.manifest.created
    }

    /// Files by their path, for the page.
    var members: [String: ServedMember] { files }

    /// Answers GET and HEAD.
    func answer(_ target: RequestTarget, _ request: HTTPFields) -> SiteAnswer {
        let path = target.path
        if let folder = folders[path] {
            guard target.isFolder else {
                return SiteAnswer(
                    .movedPermanently, headers: [.location: "/" + PercentEncoding.encode(path: path) + "/"])
            }
            return .page(folder.html(of: path))
        }
        guard !target.isFolder else { return .message(.notFound, "not found") }
        if let file = made[path] { return file.answer(request, type: ContentType.of(path)) }
        guard let member = files[path] else { return .message(.notFound, "not found") }
        var headers: HTTPFields = [.contentType: ContentType.of(path)]
        let isIndex = IndexFile.isIndex(path)
        if isIndex { headers[.cacheControl] = "no-cache" }
        return MemberAnswer.make(
            member, request, headers: headers, tag: EntityTags.tag(member.digest), changed: isIndex ? nil : changed)
    }
}
