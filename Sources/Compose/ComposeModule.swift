package import AirgapCore

/// The set-up that starts the site's services: the files of a template folder, filled in, at the bundle's top.
package struct ComposeModule: BundleModule {
    package static let name = ModuleName(rawValue: "compose")
    package static let configurationKeys = ["compose"]

    private let configuration: ComposeConfiguration

    /// The only file of the web root that comes from a template: the server hands it to the nodes.
    static let nodeScript = BundleLayout.webRoot + "/node-setup.sh"

    package static func owns(_ path: RelativePath) -> Bool {
        path.description == nodeScript
            || !path.isInside("resources") && !ComposeConfiguration.reserved.contains(path.description)
    }

    package init?(project: ProjectConfiguration) {
        guard let configuration = ComposeConfiguration(project: project) else { return nil }
        self.configuration = configuration
    }

    package var requestDigest: Digest { Digest(of: (try? JSONCoding.encode(configuration.locked)) ?? []) }

    package func resolve(in context: ResolveContext) async throws -> LockedCompose { configuration.locked }

    package func items(of locked: LockedCompose) throws -> [FetchItem] { [] }

    package func write(_ locked: LockedCompose, in context: WriteContext, to tree: inout TreeWriter) async throws {
        for file in configuration.files {
            try tree.write(file.bytes, at: file.path, isExecutable: file.isExecutable)
        }
    }

    package func summary(of locked: LockedCompose) -> String {
        locked.files.count == 1 ? "1 file" : "\(locked.files.count) files"
    }

    package static func makeVerifier() -> any ModuleVerifier { ComposeVerifier() }
}
