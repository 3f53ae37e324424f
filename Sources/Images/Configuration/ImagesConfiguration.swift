package import AirgapCore
import SystemPackage

/// The section `images` of airgap.yaml with the files it names.
///
/// ```yaml
/// images:
///   list: [ 'library/nginx:1.25' ]    # names at the site
///   lists: [ images.list ]            # one a line
///   origin: images_origin.yaml        # site's names -> the world's
///   source: upstream                  # or host[:port][/prefix] that has the site's names already
///   platforms: all                    # or a list, besides the bundle's own
///   attachments: true                 # signatures and all else that refers to an image
///   foreign_layers: false             # layers that are kept outside their registry
///   registries:
///     10.0.0.1:5000: { insecure: true }
///     docker.io: { mirrors: [ mirror.example:5000 ], ca: keys/mirror.pem }
/// ```
package struct ImagesConfiguration: Equatable, Sendable {
    /// The keys of the section.
    static let keys =
        ["list", "lists", "origin", "source", "registries"] + ImageChoices.keys
        + LocalImagesConfiguration.keys

    /// Sorted by repository and tag, each once.
    package let images: [ImageRequest]
    package let registries: [RegistryHost: RegistrySettings]
    package let choices: ImageChoices
    /// Images of archives, folders and files.
    package let local: LocalImagesConfiguration

    package init(
        images: [ImageRequest], registries: [RegistryHost: RegistrySettings] = [:],
        choices: ImageChoices = ImageChoices(), local: LocalImagesConfiguration? = nil
    ) {
        self.images = images.sorted()
        self.registries = registries
        self.choices = choices
        self.local = local ?? LocalImagesConfiguration(folder: ".")
    }

    /// Reads the section; nil when the project has none, or when a fault was found.
    package init?(project: ProjectConfiguration) {
        guard let node = project.section("images") else { return nil }
        let faults = project.faultCount
        guard let section = node.mapping(keys: Self.keys) else { return nil }
        let settings = RegistrySettingsReader(project: project)
        let named = settings.read(section)
        let choices = ImageChoices(section)
        let reader = ImageRequestReader(
            source: section["source"].map { $0.parsed(ImageSource.init) } ?? .upstream,
            origin: Self.origin(section, in: project))
        let images = reader.requests(for: ImageListReader(project: project).read(section))
        let registries = settings.adding(project.mirrors, for: images.map(\.source.registry), to: named)
        let local = LocalImagesConfiguration(section, in: project)
        guard project.faultCount == faults else { return nil }
        self.init(images: images, registries: registries, choices: choices, local: local)
    }

    /// The digest of all that decides what is resolved.
    package var requestDigest: Digest {
        let images = images.map { image in
            JSONValue.object([
                "dest": .string(image.destination), "source": .string(image.source.description),
            ])
        }
        let insecure = registries.sorted { $0.key < $1.key }.compactMap { host, settings in
            settings.isInsecure.map { JSONValue.array([.string(host.description), .bool($0)]) }
        }
        var request = ["images": JSONValue.array(images), "insecure": .array(insecure), "choices": choices.request]
        if !local.isEmpty { request["local"] = local.request }
        return Digest(of: JSONWriter.bytes(of: .object(request)))
    }

    /// The mapping; nil when there is none to be had.
    private static func origin(_ section: ConfigurationMapping, in project: ProjectConfiguration) -> ImageOrigin? {
        let reader = ImageOriginReader(project: project)
        if let node = section["origin"] { return node.text().flatMap { reader.read($0, namedBy: node) } }
        // The default file is needed only by images that are taken from upstream.
        let isUpstream = section["source"].map { $0.parsed(ImageSource.init) == .upstream } ?? true
        let isNeeded = isUpstream && !(section.list("list").isEmpty && section.list("lists").isEmpty)
        guard isNeeded else { return nil }
        let file = "images_origin.yaml"
        guard (try? FileSystem.status(project.path(file))) != nil else {
            section.node.fault(
                "there is no \(file) that maps the listed images to registries; a registry that has them under these names is"
                    + " named by 'source'")
            return nil
        }
        return reader.read(file, namedBy: section.node)
    }
}
