import AirgapCore
import Compose
import SystemPackage
import TestSupport

/// The project's own templates as a bundle has them, built by the module.
enum RenderedSite {
    /// The variables that the templates need, as the demo has them.
    static let variables = """
        variables:
          registry_domain: kube.registry.local
          nginx_http_port: "8080"
          registry_https_port: "443"
          registry_push_port: "5000"
          nginx_image: "library/nginx:1.25"
          registry_image: "library/registry:2.8"

        """

    /// The repository's top.
    static var top: FilePath {
        FilePath(#filePath).removingLastComponent().pushing("../..").lexicallyNormalized()
    }

    static var templates: FilePath { top.appending("templates/site") }

    /// A file of the tests' fixtures for site scripts.
    static func fixture(_ name: String) -> FilePath { top.appending("Tests/Fixtures/site").appending(name) }

    /// Builds a project's tree.
    static func build(_ yaml: String, _ folder: TemporaryFolder) async throws -> FilePath {
        try folder.write("name: test\nversion: '1'\narches: [amd64]\n" + yaml, at: "airgap.yaml")
        return try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let context = ResolveContext(
                architecture: .amd64, sources: bench.fetcher, store: bench.store, progress: bench.progress)
            let project = try Project(folder.path, for: .amd64, types: [ComposeModule.self])
            return try await BundleBuilder(context: context).build(
                BuildRequest(project: project, policy: .resolve, output: folder.appending("out"), writer: "test")
            ).folder
        }
    }

    /// The tree of the project's own templates.
    static func build(_ folder: TemporaryFolder) async throws -> FilePath {
        try await build(variables + "compose: { templates: \(templates) }\n", folder)
    }

    /// The same, with small repositories, archives and a deployer, as install.sh looks for them.
    static func filled(_ folder: TemporaryFolder) async throws -> FilePath {
        let tree = try await build(folder)
        try await PeerProgram.run(fixture("fill").string, [tree.string])
        return tree
    }
}
