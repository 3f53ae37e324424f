import AirgapCore
import OSPackages
import SystemPackage
import TestSupport
import Testing

/// A home-made archive taken through resolve, fetch and write.
struct RepositoryBench {
    let locked: LockedTargets
    let root: FilePath
    let entries: [TreeEntry]
    let warnings: [String]
    let summary: String
    private let module: OSPackagesModule
    private let store: ContentStore
    private let time: Timestamp
    private let folder: TemporaryFolder

    static func make(_ packages: [DebianArchive.Package], requests: [String], time: Timestamp) async throws -> Self {
        let archive = try DebianArchive()
        return try await make(archive, try await archive.stanzas(of: packages), requests: requests, time: time)
    }

    /// Publishes stanzas as the suite, resolves what is asked for from it as `url: system`, and writes.
    ///
    /// Without stanzas there is one package, `app`.
    @discardableResult
    static func make(
        _ archive: DebianArchive, _ stanzas: String?, requests: [String], time: Timestamp,
        date: String = "Thu, 01 Jan 2026 00:00:00 UTC", more: [String] = [], isOtherKey: Bool = false,
        suite: String = "bookworm", codename: String? = nil, asked: String? = nil, checksDate: Bool = true
    ) async throws -> Self {
        let folder = try TemporaryFolder()
        let key = try await SigningKey.make()
        let trusted = isOtherKey ? try await SigningKey.make() : key
        try folder.write(try await trusted.publicKey(armored: true), at: "root/keys/archive.asc")
        var text = stanzas ?? ""
        if stanzas == nil { text = try await archive.stanzas(of: [.init("app", "1")]) }
        try await archive.publish(
            suite: suite, codename: codename, stanzas: text, date: date, more: more, signedBy: key)
        let clock = Timestamp(seconds: time.seconds + 86400)
        return try await archive.serve { server in
            try folder.write(
                "deb [signed-by=/keys/archive.asc] \(server.base) \(asked ?? suite) main\n",
                at: "root/etc/apt/sources.list")
            let yaml = """
                targets:
                  - id: d12
                    family: deb
                    repositories:
                      - url: system
                        suites: [\(asked ?? suite)]
                        components: [main]
                        check_date: \(checksDate)
                    packages: [\(requests.joined(separator: ", "))]

                """
            let bench = try ConfigurationBench(yaml, in: folder, keys: OSPackagesModule.configurationKeys)
            let project = try #require(bench.project)
            let module = OSPackagesModule(project: project, systemRoot: folder.appending("root"), clock: { clock })
            #expect(bench.faults == [])
            return try await take(try #require(module), folder, time)
        }
    }

    /// Takes a module through resolve, fetch and write.
    static func take(
        _ module: OSPackagesModule, _ folder: TemporaryFolder, _ time: Timestamp, _ architecture: Architecture = .amd64,
        signingKey: FilePath? = nil
    ) async throws -> Self {
        try await FetchBench.run(cache: folder.appending("cache"), { $0.stallSeconds = 30 }) { bench in
            let locked = try await module.resolve(
                in: ResolveContext(
                    architecture: architecture, sources: bench.fetcher, store: bench.store, progress: bench.progress))
            try await bench.fetcher.fetch(try module.items(of: locked))
            let root = folder.appending("bundle")
            try FileSystem.makeFolder(root)
            var tree = TreeWriter(root: root, store: bench.store)
            var signer: SiteSigner?
            if let signingKey {
                signer = try await SiteSigner(keyFile: signingKey, time: time, scratch: folder.path)
            }
            try await module.write(
                locked,
                in: WriteContext(
                    architecture: architecture, store: bench.store, time: time, progress: bench.progress, signer: signer
                ),
                to: &tree)
            return Self(
                locked: locked, root: root, entries: tree.entries, warnings: bench.progress.warnings,
                summary: module.summary(of: locked), module: module, store: bench.store, time: time, folder: folder)
        }
    }

    /// Writes the same once more.
    func write(to other: FilePath) async throws -> [TreeEntry] {
        var tree = TreeWriter(root: other, store: store)
        try await module.write(
            locked, in: WriteContext(architecture: .amd64, store: store, time: time, progress: SilentProgress()),
            to: &tree)
        return tree.entries
    }

    /// What the verifier finds, after some members were changed.
    func findings(
        architecture: Architecture = .amd64, _ change: (inout [String: [UInt8]]) throws -> Void = { _ in }
    ) throws -> [String] {
        try verified(architecture: architecture, change).findings
    }

    /// What the verifier finds and states, after some members were changed.
    func verified(
        architecture: Architecture = .amd64, _ change: (inout [String: [UInt8]]) throws -> Void = { _ in }
    ) throws -> (findings: [String], statements: [String]) {
        var members: [String: [UInt8]] = [:]
        for entry in entries {
            members[entry.path.description] = try FileSystem.read(
                root.appending(entry.path.description), limit: 64 << 20)
        }
        try change(&members)
        var verifier = OSPackagesModule.makeVerifier()
        var facts: [RelativePath: BundleFacts.MemberFact] = [:]
        for (name, bytes) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let member = ArchiveMember(path: try RelativePath(name), size: Int64(bytes.count))
            facts[member.path] = .init(size: member.size, digest: Digest(of: bytes))
            switch verifier.interest(in: member) {
            case .digest, .tarOutline: break
            case .contents: verifier.receive(bytes, of: member)
            case .prefix(let count): verifier.receive(Array(bytes.prefix(count)), of: member)
            }
        }
        let section = try JSONCoding.encode(locked)
        let findings = verifier.finish(BundleFacts(architecture: architecture, members: facts, lockedSection: section))
        return (findings.map(\.description), verifier.statements)
    }
}
