import AirgapCore

/// What a project names for one architecture: URLs and images, each sorted.
struct SourceListing: Codable, Equatable {
    let arch: String
    /// Nil when not asked for.
    let files: [String]?
    /// Names at the site, or upstream where the list has those; nil when not asked for.
    let images: [String]?

    /// Reads the lists, `files.extra` and `images.list`; faults go to the project's collector.
    init(_ project: ProjectConfiguration) {
        let reader = SourceListReader(project: project)
        arch = project.architecture.debian
        let files = project.section("files")?.openMapping()
        let extra = (files?.list("extra") ?? []).compactMap { $0.openMapping() }.flatMap { entry in
            entry["url"].flatMap { $0.text() }.map { [$0] } ?? entry.texts("urls")
        }
        self.files = Self.sorted(reader.files(files?.list("lists") ?? []).flatMap(\.urls) + extra)
        let images = project.section("images")?.openMapping()
        let listed = images?.texts("list") ?? []
        self.images = Self.sorted(reader.images(images?.list("lists") ?? []).map(\.text) + listed)
    }

    private init(arch: String, files: [String]?, images: [String]?) {
        self.arch = arch
        self.files = files
        self.images = images
    }

    /// The part that was asked for: all when nothing was.
    func only(files wantsFiles: Bool, images wantsImages: Bool) -> SourceListing {
        let isAll = wantsFiles == wantsImages
        return SourceListing(
            arch: arch, files: isAll || wantsFiles ? files : nil, images: isAll || wantsImages ? images : nil)
    }

    var text: String {
        var lines: [String] = []
        if let files { lines += ["# \(arch): \(files.count) files"] + files }
        if let images { lines += ["# \(arch): \(images.count) images"] + images }
        return lines.joined(separator: "\n")
    }

    private static func sorted(_ texts: [String]) -> [String] { Set(texts).sorted() }
}
