import AirgapCore
import SystemPackage

/// Reads yum repositories: repomd.xml checked by signature or metalink, the other files by the digests in it.
struct RepositoryReader: Sendable {
    private static let repomdLimit = 4 << 20
    private static let signatureLimit = 1 << 20
    /// How many mirrors are tried.
    private static let mirrorLimit = 8
    /// How servers say that there is no such file; a bucket says "forbidden".
    private static let absent: Set<Int> = [403, 404, 410]

    /// repomd.xml as one mirror has it.
    private struct Found {
        let repomd: Repomd
        let digest: Digest
        let trust: MetadataTrust
    }

    let context: ResolveContext

    /// Reads a repository's repomd.xml; of its mirrors the first good one.
    ///
    /// - Returns: the repository, with what to fetch.
    /// - Throws: `StageError`, or `CancellationError`.
    func read(_ source: RPMRepositorySource) async throws -> RepositoryMetadata {
        do {
            guard source.keyring != nil || source.isTrusted else { throw RepositoryError.noKey }
            return try await repository(source, mirrors(of: source))
        } catch let error where !(error is CancellationError) {
            throw StageError(stage: OSPackagesModule.name.rawValue, item: source.id, cause: error)
        }
    }

    private func mirrors(of source: RPMRepositorySource) async throws -> MirrorList {
        switch source.location {
        case .url(let url): return MirrorList(url)
        case .mirrorlist(let url), .metalink(let url):
            let answer = try await context.sources.metadata(
                MetadataRequest(.get, url, limit: MirrorList.sizeLimit, allowsPlainHTTP: source.keyring != nil))
            let list = try await naming(url) { try MirrorList(parsing: answer.body) }
            if case .metalink = source.location, list.digests.isEmpty {
                report(source, "the metalink has no sha256 of repomd.xml: nothing is checked against it")
            }
            return list
        }
    }

    private func repository(_ source: RPMRepositorySource, _ list: MirrorList) async throws -> RepositoryMetadata {
        var failures: [any Error] = []
        for (number, mirror) in list.mirrors.prefix(Self.mirrorLimit).enumerated() {
            do {
                let found = try await find(source, at: mirror, list.digests)
                for failure in failures { report(source, "another mirror is used: \(failure)") }
                // A mirror that failed may be stale or worse: it is asked last.
                let others = list.mirrors[(number + 1)...] + list.mirrors[..<number]
                return try RepositoryMetadata(
                    source: source, mirrors: [mirror] + others, repomd: found.repomd, digest: found.digest,
                    trust: found.trust, isInMetalink: !list.digests.isEmpty)
            } catch let error where !(error is CancellationError) {
                try Task.checkCancellation()
                failures.append(error)
            }
        }
        throw failures.count == 1 ? failures[0] : RepositoryError.noGoodMirror(failures)
    }

    private func find(
        _ source: RPMRepositorySource, at mirror: RemoteURL, _ digests: [Digest]
    ) async throws -> Found {
        let url = try mirror.appending("repodata/repomd.xml")
        let answer = try await context.sources.metadata(
            MetadataRequest(
                .get, url, limit: Self.repomdLimit, allowsPlainHTTP: source.keyring != nil || !digests.isEmpty))
        let digest = Digest(of: answer.body)
        guard digests.isEmpty || digests.contains(digest) else {
            throw RepositoryError.notInMetalink(url.redacted, expected: digests, received: digest)
        }
        let trust = try await trust(in: answer.body, source, at: mirror)
        let repomd = try await naming(url) { try Repomd(parsing: answer.body) }
        return Found(repomd: repomd, digest: digest, trust: trust)
    }

    private func trust(
        in repomd: [UInt8], _ source: RPMRepositorySource, at mirror: RemoteURL
    ) async throws -> MetadataTrust {
        guard let keyring = source.keyring else { return .unchecked }
        let url = try mirror.appending("repodata/repomd.xml.asc")
        let answer = try await context.sources.metadata(
            MetadataRequest(
                .get, url, limit: Self.signatureLimit, allowsPlainHTTP: true, acceptedStatus: Self.absent))
        guard !Self.absent.contains(answer.status) else {
            guard !source.requiresMetadataSignature else { throw RepositoryError.unsigned(mirror.redacted) }
            return .packageSignaturesOnly
        }
        let checker = SignatureChecker(scratch: context.store.root.appending("tmp"))
        _ = try await naming(url) { try await checker.check(answer.body, of: repomd, keyring: keyring) }
        return .signed
    }

    /// Puts the file's URL before what is wrong with it.
    private func naming<Result>(_ url: RemoteURL, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error where !(error is CancellationError) {
            throw RepositoryError.unusable(url.redacted, error)
        }
    }

    private func report(_ source: RPMRepositorySource, _ text: String) {
        context.progress.report(.warning(stage: OSPackagesModule.name.rawValue, text: "\(source.id): \(text)"))
    }
}
