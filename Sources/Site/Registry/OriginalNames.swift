import AirgapCore
import FoundationEssentials
import Images

/// The names that images had in the registries they come from, for clients that ask for these: containerd's mirrors say
/// the registry in `?ns=`, others put it before the name.
struct OriginalNames: Sendable {
    /// A repository of the site and a tag of it.
    struct Place: Hashable, Sendable {
        let repository: String
        let tag: String
    }

    /// By `<registry>/<repository>`, then by tag.
    private let tags: [String: [String: Place]]
    /// The site's repositories by `<registry>/<repository>`.
    private let repositories: [String: [String]]
    /// The registries, sorted.
    let registries: [String]
    /// Where each of the site's images comes from.
    let sources: [Place: String]

    init(_ images: [LockedImage]) {
        var tags: [String: [String: Place]] = [:]
        var repositories: [String: [String]] = [:]
        var sources: [Place: String] = [:]
        for image in images {
            let place = Place(repository: image.repository.description, tag: image.tag.description)
            let name = Self.key(image.source.registry.description, image.source.repository.description)
            sources[place] = image.source.description
            if let tag = image.source.tag { tags[name, default: [:]][tag.description] = place }
            if repositories[name]?.contains(place.repository) != true {
                repositories[name, default: []].append(place.repository)
            }
        }
        self.tags = tags
        self.repositories = repositories
        self.sources = sources
        registries = Set(images.map(\.source.registry.description)).sorted()
    }

    /// Reads the lock of a bundle; what has none has no original names.
    ///
    /// - Throws: `SiteError`, `FileError`, `LockFileError`, `DecodingError`.
    init(_ source: any BundleSource) throws {
        guard let member = source.members.first(where: { $0.path == BundleLayout.lock }) else {
            self.init([])
            return
        }
        let lock = try LockFile(parsing: try source.read(member, limit: Int(MemberLimits.lock)))
        let section = lock.bundles[source.manifest.architecture]?.sections[ImagesModule.name]
        self.init(try section.map { try JSONCoding.decode(LockedImages.self, from: $0.content).images } ?? [])
    }

    /// The site's repositories that images of an original one went to.
    func repositories(of name: String, in registry: String) -> [String] {
        repositories[Self.key(registry, name)] ?? []
    }

    /// Where an original image is.
    func place(of name: String, tag: String, in registry: String) -> Place? { tags[Self.key(registry, name)]?[tag] }

    /// The tags of an original repository.
    func tags(of name: String, in registry: String) -> [String] {
        (tags[Self.key(registry, name)]?.keys).map(Array.init) ?? []
    }

    /// Docker Hub has several names, and there a name of one part is below `library/`.
    private static func key(_ registry: String, _ name: String) -> String {
        guard let host = try? RegistryHost(registry) else { return registry + "/" + name }
        return "\(host)/" + (host.isDockerHub && !name.contains("/") ? "library/" + name : name)
    }
}
