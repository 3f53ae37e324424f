import AirgapCore
import Images

/// What the bundle holds, as people ask for it.
struct SiteInventory: Sendable {
    /// A package of a repository.
    struct Package: Sendable {
        let name: String
        let version: String
        let architecture: String
        /// Below the web root.
        let path: String
        /// Bytes.
        let size: Int64
    }

    /// An image of the registry.
    struct Image: Sendable {
        let name: String
        /// What it was called where it comes from; nil when it comes from no registry.
        let source: String?
        let digest: Digest
        /// Bytes of all its blobs, each once.
        let size: Int64
    }

    /// Any other file of the web root.
    struct File: Sendable {
        let path: String
        /// Bytes.
        let size: Int64
    }

    let packages: [Package]
    let images: [Image]
    let files: [File]

    init(_ root: WebRoot, _ registry: SiteRegistry) {
        var packages: [Package] = []
        var files: [File] = []
        for (path, member) in root.members.sorted(by: { $0.key < $1.key }) {
            if let package = Self.package(path, member.size) {
                packages.append(package)
            } else if !IndexFile.isIndex(path) || path.hasPrefix("repos/") || !path.contains("/") {
                files.append(File(path: path, size: member.size))
            }
        }
        self.packages = packages.sorted { ($0.name, $0.path) < ($1.name, $1.path) }
        self.files = files
        images = Self.images(registry)
        imageBytes = registry.table.blobs.values.reduce(0) { $0 + $1.size }
    }

    /// Bytes of all packages.
    var packageBytes: Int64 { packages.reduce(0) { $0 + $1.size } }
    /// Bytes of all images, each blob once.
    let imageBytes: Int64
    /// Bytes of all other files.
    var fileBytes: Int64 { files.reduce(0) { $0 + $1.size } }

    private static func images(_ registry: SiteRegistry) -> [Image] {
        registry.table.names.flatMap { name -> [Image] in
            guard let repository = registry.table.repositories[name] else { return [] }
            // Tags that stand for digests belong to signatures and lists of referrers.
            return repository.sortedTags.filter { !$0.hasPrefix("sha256-") }.compactMap { tag in
                guard let digest = repository.tags[tag] else { return nil }
                let place = OriginalNames.Place(repository: name, tag: tag)
                return Image(
                    name: "\(name):\(tag)", source: registry.names.sources[place], digest: digest,
                    size: size(of: digest, registry.table))
            }
        }
    }

    private static func size(of digest: Digest, _ table: RegistryTable) -> Int64 {
        var seen: Set<Digest> = []
        var waiting = [digest]
        var sum: Int64 = 0
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let manifest = table.manifests[next] else { continue }
            sum += manifest.member.size
            for part in manifest.parts where seen.insert(part.digest).inserted && table.blobs[part.digest] != nil {
                sum = sum.addingReportingOverflow(part.size).partialValue
            }
            waiting += manifest.entries
        }
        return sum
    }

    /// `name_version_arch.deb`, where `%3a` is an epoch's colon, or `name-version-release.arch.rpm`.
    private static func package(_ path: String, _ size: Int64) -> Package? {
        guard let file = path.split(separator: "/").last else { return nil }
        if file.hasSuffix(".deb") {
            let parts = file.dropLast(4).split(separator: "_")
            guard parts.count == 3 else { return nil }
            return Package(
                name: String(parts[0]), version: PercentEncoding.decode(parts[1]) ?? String(parts[1]),
                architecture: String(parts[2]), path: path, size: size)
        }
        guard file.hasSuffix(".rpm") else { return nil }
        let parts = file.dropLast(4).split(separator: ".")
        guard parts.count > 1, let architecture = parts.last else { return nil }
        let words = file.dropLast(5 + architecture.count).split(separator: "-")
        guard words.count > 2 else { return nil }
        return Package(
            name: words.dropLast(2).joined(separator: "-"), version: words.suffix(2).joined(separator: "-"),
            architecture: String(architecture), path: path, size: size)
    }
}
