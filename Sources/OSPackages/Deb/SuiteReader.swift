import AirgapCore
import SystemPackage

/// Reads suites: InRelease checked by signature, their package indexes by the digests in it.
struct SuiteReader: Sendable {
    /// A suite whose signature held.
    struct Suite: Sendable {
        let source: SuiteSource
        let release: ReleaseFile
        /// The digest of the signed text.
        let digest: Digest
        /// What to fetch, in the order of the components.
        let indexes: [FetchItem]
    }

    /// The most compressed forms first, as far as the reader knows them.
    private static let suffixes = [".xz", ".gz", ".bz2", ""]
    private static let inReleaseLimit = 16 << 20
    /// How servers say that there is no such file; a bucket says "forbidden".
    private static let absent: Set<Int> = [403, 404, 410]
    /// How far another clock may be ahead, in seconds; as apt has it.
    private static let clockTolerance: Int64 = 10

    let context: ResolveContext
    let now: Timestamp

    /// Reads one suite's InRelease.
    ///
    /// - Throws: `StageError`, or `CancellationError`.
    func read(_ source: SuiteSource) async throws -> Suite {
        do {
            let text = try await releaseText(source)
            let release = try ReleaseFile(parsing: text)
            try check(release, against: source)
            return Suite(
                source: source, release: release, digest: Digest(of: text), indexes: try indexes(release, source))
        } catch let error where !(error is CancellationError) {
            throw StageError(stage: OSPackagesModule.name.rawValue, item: source.label, cause: error)
        }
    }

    /// InRelease, or where there is none Release with Release.gpg; unsigned only for those who asked for it.
    private func releaseText(_ source: SuiteSource) async throws -> [UInt8] {
        let inRelease = try await get("InRelease", of: source, acceptedStatus: Self.absent)
        let isThere = !Self.absent.contains(inRelease.status)
        guard let keyring = source.keyring else {
            if isThere { return ClearSignedText.unchecked(inRelease.body) }
            return try await release(of: source, without: inRelease)
        }
        let checker = SignatureChecker(scratch: context.store.root.appending("tmp"))
        if isThere { return try await checker.signedText(of: inRelease.body, keyring: keyring) }
        let release = try await release(of: source, without: inRelease)
        let signature = try await get("Release.gpg", of: source, acceptedStatus: Self.absent)
        guard !Self.absent.contains(signature.status) else { throw SignatureError.unsigned }
        try await checker.check(signature.body, of: release, keyring: keyring)
        return release
    }

    /// The Release file of a suite that has no InRelease; without either, the answer for InRelease is what is told.
    private func release(of source: SuiteSource, without inRelease: MetadataAnswer) async throws -> [UInt8] {
        let answer = try await get("Release", of: source, acceptedStatus: Self.absent)
        guard !Self.absent.contains(answer.status) else {
            throw FetchError.status(
                method: "GET", url: inRelease.url.redacted.description, status: inRelease.status, detail: nil)
        }
        return answer.body
    }

    private func get(_ file: String, of source: SuiteSource, acceptedStatus: Set<Int> = []) async throws
        -> MetadataAnswer
    {
        try await context.sources.metadata(
            MetadataRequest(
                .get, try source.file(file), limit: Self.inReleaseLimit, allowsPlainHTTP: source.keyring != nil,
                acceptedStatus: acceptedStatus))
    }

    private func check(_ release: ReleaseFile, against source: SuiteSource) throws(SuiteError) {
        // `buster/updates` is the path of a suite whose Release says `buster`.
        let asked = source.suite.hasSuffix("/updates") ? String(source.suite.dropLast(8)) : source.suite
        if !source.isFlat, asked != release.suite, asked != release.codename {
            throw .otherSuite(asked: source.suite, suite: release.suite ?? "", codename: release.codename ?? "")
        }
        do throws(SuiteError) {
            try checkDate(release)
        } catch {
            guard !source.checksDate else { throw error }
            context.progress.report(
                .warning(stage: OSPackagesModule.name.rawValue, text: "\(source.label): \(error)"))
        }
    }

    private func checkDate(_ release: ReleaseFile) throws(SuiteError) {
        if let end = release.validUntil, end < now { throw .expired(end) }
        if let date = release.date, date.seconds > now.seconds + Self.clockTolerance { throw .notYetValid(date) }
    }

    private func indexes(_ release: ReleaseFile, _ source: SuiteSource) throws -> [FetchItem] {
        let architecture = context.architecture.debian
        if source.isFlat {
            guard let item = try index(release, source, folder: "") else { throw ControlError.missing("Packages") }
            return [item]
        }
        guard release.architectures.isEmpty || release.architectures.contains(architecture) else {
            throw SuiteError.noArchitecture(architecture, has: release.architectures)
        }
        var items: [FetchItem] = []
        for component in source.components {
            guard let item = try index(release, source, folder: "\(component)/binary-\(architecture)/") else {
                throw SuiteError.noComponent(component, has: release.components)
            }
            items.append(item)
            guard release.hasIndexOfAll else { continue }
            if let all = try index(release, source, folder: "\(component)/binary-all/") { items.append(all) }
        }
        return items
    }

    private func index(_ release: ReleaseFile, _ source: SuiteSource, folder: String) throws -> FetchItem? {
        for suffix in Self.suffixes {
            let path = folder + "Packages" + suffix
            guard let found = release.index(path) else { continue }
            let byHash = try source.file("\(folder)by-hash/SHA256/\(found.digest.hex)")
            return FetchItem(
                name: "\(source.suite) \(path)", module: OSPackagesModule.name,
                sources: (release.hasByHash ? [byHash] : []) + [try source.file(path)], digest: found.digest,
                size: found.size)
        }
        return nil
    }
}
