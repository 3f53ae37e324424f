import AirgapCore
package import SystemPackage

/// Debian's podman with a storage of the test's own.
package struct Podman: Sendable {
    /// Lives as long as this does; its path must be short.
    private let folder: TemporaryFolder
    private let options: [String]

    package init() throws {
        folder = try TemporaryFolder(in: "/tmp")
        options = [
            "--root", folder.appending("root").string, "--runroot", folder.appending("run").string, "--tmpdir",
            folder.appending("tmp").string, "--storage-driver", "vfs", "--events-backend", "none",
        ]
    }

    /// Runs `podman`.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    package func callAsFunction(_ arguments: [String]) async throws -> String {
        try await PeerProgram.run("podman", options + arguments)
    }

    /// The folder with an image's unpacked layers.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package func root(of image: String) async throws -> FilePath {
        let path = try await self(["image", "mount", image])
        return FilePath(String(path.prefix { $0 != "\n" }))
    }
}
