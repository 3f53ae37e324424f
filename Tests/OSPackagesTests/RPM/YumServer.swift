import AirgapCore
import SystemPackage
import TestSupport

@testable import OSPackages

/// Files behind a loopback server, and what reading a repository there gives.
struct YumServer: Sendable {
    /// By path, with `/` before it; `%BASE%` in them becomes the server's address.
    var files: [String: [UInt8]] = [:]
    /// Status codes of paths that have no file; 404 for all others.
    var status: [String: Int] = [:]

    static let repomd = "/repodata/repomd.xml"

    /// Puts the slice `baseos` or `appstream` below a folder, `/one`.
    mutating func add(_ name: String = "baseos", at folder: String) throws {
        let repodata = RPMFixtures.file(name).appending("repodata")
        for file in try FileSystem.names(in: repodata) {
            files["\(folder)/repodata/\(file)"] = try FileSystem.read(repodata.appending(file), limit: 1 << 20)
        }
    }

    /// Where a repository is, below the server's address.
    enum Place: Sendable {
        case url(String), mirrorlist(String), metalink(String)
    }

    /// What came out of reading: the repository, and all that was asked for and said.
    struct Reading: Sendable {
        let repository: RepositoryMetadata
        let base: String
        let requests: [String]
        let warnings: [String]
        /// How many packages primary.xml has.
        let packageCount: Int
    }

    func read(
        _ place: Place, keyring: Keyring? = nil, requiresSignature: Bool = false, isTrusted: Bool = false
    ) async throws -> Reading {
        let folder = try TemporaryFolder()
        return try await ScriptedServer.run({ answer($0) }) { server in
            try await FetchBench.run(cache: folder.appending("cache"), { $0.retry.attempts = 2 }) { bench in
                let context = ResolveContext(
                    architecture: .amd64, sources: bench.fetcher, store: bench.store, progress: bench.progress)
                let source = RPMRepositorySource(
                    id: "baseos", location: try Self.location(place, server.base), keyring: keyring,
                    requiresMetadataSignature: requiresSignature, isTrusted: isTrusted)
                let repository = try await RepositoryReader(context: context).read(source)
                try await bench.fetcher.fetch(
                    [repository.primary.item] + [repository.filelists?.item].compactMap { $0 })
                var count = 0
                try PrimaryReader.read(
                    bench.store.path(of: repository.primary.item.digest), architectures: ["x86_64", "noarch", "i686"],
                    documentBytes: repository.primary.openSize
                ) { _, _ in count += 1 }
                return Reading(
                    repository: repository, base: server.base, requests: server.requests.map(\.target),
                    warnings: bench.progress.warnings, packageCount: count)
            }
        }
    }

    private static func location(_ place: Place, _ base: String) throws -> RPMRepository.Location {
        switch place {
        case .url(let path): .url(try RemoteURL(base + path))
        case .mirrorlist(let path): .mirrorlist(try RemoteURL(base + path))
        case .metalink(let path): .metalink(try RemoteURL(base + path))
        }
    }

    private func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        let path = String(request.target.prefix { $0 != "?" })
        guard let bytes = files[path] else { return .answer(status[path] ?? 404) }
        guard let text = String(validating: bytes, as: UTF8.self), let host = request.headers["host"] else {
            return .file(bytes, for: request)
        }
        return .file(Array(text.replacing("%BASE%", with: "http://\(host)").utf8), for: request)
    }
}
