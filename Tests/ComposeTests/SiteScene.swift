import AirgapCore
import SystemPackage
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// install.sh in a root of its own, under recording stubs; Tests/Fixtures/site/scene says how.
struct SiteScene {
    private let folder: TemporaryFolder
    private let bundle: FilePath

    init() async throws {
        folder = try TemporaryFolder()
        bundle = try await RenderedSite.filled(folder)
    }

    /// Runs a script beside the root.
    ///
    /// - Parameters:
    ///   - system: a name in Tests/Fixtures/site/systems.
    ///   - script: uses the scene's functions `site`, `calls`, `files`, `fresh`.
    /// - Returns: what it prints.
    /// - Throws: `PeerError` with the scene's words.
    func run(_ system: String, _ script: String) async throws -> String {
        let outcome = try await CommandRunner.run(
            "unshare", ["-m", RenderedSite.fixture("scene").string, bundle.string, system, script])
        guard outcome.status == 0 else {
            throw PeerError("scene \(system)", outcome.errors + String(decoding: outcome.output, as: UTF8.self))
        }
        return String(decoding: outcome.output, as: UTF8.self)
    }

    /// A recording in Tests/Fixtures/site/calls; with AIRGAP_RECORD in the environment it is written anew.
    static func recorded(_ name: String, _ actual: String) throws -> String {
        let file = RenderedSite.fixture("calls").appending(name)
        if getenv("AIRGAP_RECORD") != nil { try AtomicFile.write(Array(actual.utf8), to: file) }
        return String(decoding: try FileSystem.read(file, limit: 1 << 20), as: UTF8.self)
    }
}
