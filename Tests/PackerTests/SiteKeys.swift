import AirgapCore
import SystemPackage
import TestSupport

/// Two site keys, made once for all tests of a run.
actor SiteKeys {
    static let shared = SiteKeys()

    private var making: Task<TemporaryFolder, any Error>?

    /// The secret keys' paths; the public ones stand beside with `.asc`.
    func paths() async throws -> (site: FilePath, other: FilePath) {
        let task = making ?? Task { try await Self.make() }
        making = task
        let folder = try await task.value
        return (folder.appending("site.key"), folder.appending("other.key"))
    }

    private static func make() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["site.key", "other.key"] {
            _ = try await SiteKey.make(at: folder.appending(name), name: "Test \(name)", scratch: folder.path)
        }
        return folder
    }

    /// A signer with the site's key.
    func signer(_ folder: TemporaryFolder) async throws -> SiteSigner {
        try await SiteSigner(keyFile: try await paths().site, time: PackedTree.time, scratch: folder.path)
    }

    /// A bundle must be signed by the site's key, or by the other.
    func trust(other: Bool = false) async throws -> BundleTrust {
        let paths = try await paths()
        return BundleTrust(keyring: try OpenPGPKeyring(at: SiteKey.publicPath(of: other ? paths.other : paths.site)))
    }
}
