import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// A yum repository of home-made rpms, made by createrepo_c and served on loopback.
struct RPMArchive {
    let builder: RPMBuilder
    let key: SigningKey

    /// Builds packages and signs them.
    init(_ packages: [RPMDescription], isSigned: Bool = true) async throws {
        builder = try RPMBuilder()
        key = try await SigningKey.make()
        let files = try await builder.build(packages)
        if isSigned { try await key.sign(files) }
    }

    /// Makes the metadata of what is there.
    func publish(comps: String? = nil, _ folder: TemporaryFolder) async throws {
        var arguments = ["--quiet", "--no-database", "--general-compress-type=gz"]
        if let comps { arguments += ["-g", try folder.write(comps, at: "comps.xml").string] }
        try await PeerProgram.run("createrepo_c", arguments + [builder.output.string])
    }

    /// Takes a target of this repository through resolve, fetch and write; `more` are lines of the target, indented by four.
    func take(
        packages: [String], more: String = "", repository: String = "gpgkey: keys/vendor.asc",
        in folder: TemporaryFolder,
        architecture: Architecture = .amd64, signingKey: FilePath? = nil
    ) async throws -> RepositoryBench {
        try folder.write(try await key.publicKey(armored: true), at: "keys/vendor.asc")
        var server = YumServer()
        for path in try Self.files(below: builder.output) {
            server.files["/r/" + path] = try FileSystem.read(builder.output.appending(path), limit: 1 << 24)
        }
        return try await ScriptedServer.run({ [server] in server.answer($0) }) { running in
            let yaml = """
                targets:
                  - id: rocky9
                    family: rpm
                    repositories:
                      - id: base
                        url: \(running.base)/r/
                        \(repository)
                    packages: [\(packages.map { "'\($0)'" }.joined(separator: ", "))]
                \(more)

                """
            let bench = try ConfigurationBench(
                yaml, in: folder, keys: OSPackagesModule.configurationKeys, architecture: architecture)
            let project = try #require(bench.project)
            let module = OSPackagesModule(project: project)
            #expect(bench.faults == [])
            return try await RepositoryBench.take(
                try #require(module), folder, Timestamp(seconds: 1_767_225_600), architecture, signingKey: signingKey)
        }
    }

    private static func files(below folder: FilePath) throws -> [String] {
        try FileSystem.names(in: folder).flatMap { name in
            try FileSystem.status(folder.appending(name))?.kind == .folder
                ? files(below: folder.appending(name)).map { name + "/" + $0 } : [name]
        }
    }
}
