package import AirgapCore
import FoundationEssentials
package import SystemPackage

/// Container images, taken from registries and laid out so that a registry at the site serves them at once.
package struct ImagesModule: BundleModule {
    package static let name = ModuleName(rawValue: "images")
    package static let configurationKeys = ["images"]
    /// Where archives of the images that start the registry are.
    static let archiveFolder = "resources/images"

    package let configuration: ImagesConfiguration
    let access: RegistryAccess

    package init(configuration: ImagesConfiguration, credentials: CredentialStore) {
        self.configuration = configuration
        access = RegistryAccess(settings: configuration.registries, credentials: credentials)
    }

    package init?(project: ProjectConfiguration) {
        guard let configuration = ImagesConfiguration(project: project) else { return nil }
        self.init(
            configuration: configuration,
            credentials: CredentialStore(environment: ProcessInfo.processInfo.environment))
    }

    package static func owns(_ path: RelativePath) -> Bool {
        path.isInside(BundleLayout.registryRoot) || path.isInside(archiveFolder)
    }

    package var requestDigest: Digest { configuration.requestDigest }

    package func write(_ locked: LockedImages, in context: WriteContext, to tree: inout TreeWriter) async throws {
        if let local = locked.local { try writeLocal(local, in: context, to: &tree) }
        try RegistryTreeWriter().write(locked, to: &tree)
        for archive in try locked.archives(for: context.architecture) {
            do {
                try tree.add(try archive.write(to: context.store), at: try archive.path())
            } catch let error as any ExplainedError {
                throw Self.failure(archive.image.destination, error)
            }
        }
    }

    package func absences(of locked: LockedImages) -> [Absence] { locked.absences }

    package var trustedAuthorities: [String: FilePath] {
        configuration.registries.reduce(into: [:]) { found, entry in
            guard let file = entry.value.authority, let endpoint = try? access.endpoint(of: entry.key) else { return }
            found[endpoint.root.authority] = file
        }
    }

    package func summary(of locked: LockedImages) -> String {
        let objects = locked.objects
        let bytes = objects.reduce(Int64(0)) { $0.addingReportingOverflow($1.size).partialValue }
        let images = locked.images.count + (locked.local?.stored.count ?? 0)
        return "\(images) image\(images == 1 ? "" : "s"), \(objects.count) blobs, \(ByteCount(bytes))"
    }
}
