package import AirgapCore

/// The deployer: which image it is, and its configuration, tied to the project's `kube_version`.
///
/// The image itself is fetched by the images module, which reads its name from the same section.
package struct KubesprayModule: BundleModule {
    package static let name = ModuleName(rawValue: "kubespray")
    package static let configurationKeys = ["kubespray"]
    static let root = "resources/kubespray"

    private let configuration: KubesprayConfiguration

    package static func owns(_ path: RelativePath) -> Bool { path.isInside(root) }

    package init?(project: ProjectConfiguration) {
        guard let configuration = KubesprayConfiguration(project: project) else { return nil }
        self.configuration = configuration
    }

    package var requestDigest: Digest { Digest(of: (try? JSONCoding.encode(configuration.locked)) ?? []) }

    package func resolve(in context: ResolveContext) async throws -> LockedKubespray { configuration.locked }

    package static func inventory(of locked: LockedKubespray) -> [InventoryItem] {
        let files = locked.files.map { file in
            InventoryItem(
                name: file.path.description, version: String(file.digest.hex.prefix(12)), size: file.size,
                digest: file.digest, source: "")
        }
        return [
            InventoryItem(
                name: "kube_version", version: locked.kubeVersion, size: nil, digest: nil, source: locked.image)
        ] + files
    }

    package func objects(of locked: LockedKubespray) throws -> [PlannedObject] {
        locked.files.map { PlannedObject(digest: $0.digest, size: $0.size, isCompressible: true) }
    }

    package func items(of locked: LockedKubespray) throws -> [FetchItem] { [] }

    package func write(_ locked: LockedKubespray, in context: WriteContext, to tree: inout TreeWriter) async throws {
        for file in configuration.files {
            let path = try RelativePath(Self.root).appending(file.path.description)
            try tree.write(file.bytes, at: path, isExecutable: file.isExecutable)
        }
    }

    package func summary(of locked: LockedKubespray) -> String {
        "\(locked.image) for \(locked.kubeVersion), \(locked.files.count) file\(locked.files.count == 1 ? "" : "s")"
    }

    package static func makeVerifier() -> any ModuleVerifier { KubesprayVerifier() }
}
