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
        try await ScriptedServer.run({ answer($0) }) { server in
            let source = RPMRepositorySource(
                id: "baseos", location: try Self.location(place, server.base), keyring: keyring,
                requiresMetadataSignature: requiresSignature, isTrusted: isTrusted)
            return try await Self.read(source, from: server)
        }
    }

    /// As above without a key, from a server that speaks TLS; `%BASE%` stands for one beside it that does not.
    func readSecurely(_ place: Place) async throws -> Reading {
        let folder = try TemporaryFolder()
        let certificate = try await TestCertificate(in: folder)
        return try await ScriptedServer.run({ answer($0) }) { plain in
            let base = plain.base
            return try await ScriptedServer.run(
                certificate: (certificate.chain, certificate.key), { answer($0, base: base) }
            ) { server in
                let source = RPMRepositorySource(
                    id: "baseos", location: try Self.location(place, server.base), keyring: nil,
                    requiresMetadataSignature: false, isTrusted: true)
                return try await Self.read(source, from: server, trustRoots: certificate.authority)
            }
        }
    }

    private static func read(
        _ source: RPMRepositorySource, from server: ScriptedServer, trustRoots: FilePath? = nil
    ) async throws -> Reading {
        let folder = try TemporaryFolder()
        return try await FetchBench.run(
            cache: folder.appending("cache"), trustRoots: trustRoots,
            {
                $0.retry.attempts = 2
                $0.stallSeconds = 30
            }
        ) { bench in
            let context = ResolveContext(
                architecture: .amd64, sources: bench.fetcher, store: bench.store, progress: bench.progress)
            let repository = try await RepositoryReader(context: context).read(source)
            try await bench.fetcher.fetch([repository.primary, repository.filelists].compactMap { $0?.item })
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

    private static func location(_ place: Place, _ base: String) throws -> RPMRepository.Location {
        switch place {
        case .url(let path): .url(try RemoteURL(base + path))
        case .mirrorlist(let path): .mirrorlist(try RemoteURL(base + path))
        case .metalink(let path): .metalink(try RemoteURL(base + path))
        }
    }

    func answer(_ request: ScriptedServer.Request, base: String? = nil) -> [ScriptedServer.Step] {
        let path = String(request.target.prefix { $0 != "?" })
        guard let bytes = files[path] else { return .answer(status[path] ?? 404) }
        guard let text = String(validating: bytes, as: UTF8.self), let host = request.headers["host"] else {
            return .file(bytes, for: request)
        }
        return .file(Array(text.replacing("%BASE%", with: base ?? "http://\(host)").utf8), for: request)
    }
}
