import AirgapCore
import HTTPTypes
import Images

/// The registry: pull and content discovery of the OCI distribution specification 1.1; nothing can be written.
struct SiteRegistry: Sendable {
    let table: RegistryTable
    let names: OriginalNames
    /// The registries whose images the bundle has: those that the lock names, and Docker Hub for what stands under names
    /// as it has them.
    let registries: [String]

    init(table: RegistryTable, names: OriginalNames) {
        self.table = table
        self.names = names
        let hasLibrary = table.names.contains { $0.hasPrefix("library/") }
        registries = Set(names.registries + (hasLibrary ? [RegistryHost.dockerHubName] : [])).sorted()
    }

    /// Answers GET and HEAD below `/v2/`.
    func answer(_ target: RequestTarget, _ headers: HTTPFields) -> SiteAnswer {
        var answer: SiteAnswer
        do throws(RegistryFault) {
            answer = try self.answer(RegistryRequest(target.parts.dropFirst()), target, headers)
        } catch {
            answer = error.answer
        }
        // Whoever asked for an original name is told that it was looked for (specification, "Registry Proxying").
        if let space = target.value(of: "ns"), names.registries.contains(space),
            let name = HTTPField.Name("OCI-Namespace")
        {
            answer.headers[name] = space
        }
        return answer
    }

    /// The answer to everything that would change something.
    static let refusal: SiteAnswer = {
        var answer = RegistryFault(.unsupported, "this registry only gives; it takes nothing").answer
        answer.headers[.allow] = "GET, HEAD"
        return answer
    }()

    private func answer(
        _ request: RegistryRequest, _ target: RequestTarget, _ headers: HTTPFields
    ) throws(RegistryFault) -> SiteAnswer {
        switch request {
        case .version: Self.json(.object([:]))
        case .catalog: try catalog(target)
        case .tags(let name): try tags(try search(name, target), target)
        case .manifest(let name, let reference): try manifest(reference, try search(name, target), headers)
        case .blob(let name, let digest): try blob(digest, try search(name, target), headers)
        case .referrers(let name, let digest):
            try referrers(digest, try search(name, target, isUnknownAllowed: true), target)
        case .upload: Self.refusal
        case .unknown: .message(.notFound, "not found")
        }
    }

    static func json(_ value: JSONValue, _ headers: HTTPFields = [:]) -> SiteAnswer {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return SiteAnswer(.ok, headers: headers, body: .bytes(JSONWriter.bytes(of: value)))
    }

    /// Who offers the referrers API must not answer it with 404, so there an unknown repository is one without any.
    private func search(
        _ name: String, _ target: RequestTarget, isUnknownAllowed: Bool = false
    ) throws(RegistryFault) -> RepositorySearch {
        guard (try? RepositoryName(name)) != nil else {
            throw RegistryFault(.nameInvalid, "no name of a repository: \(Quoted(name))")
        }
        let search = RepositorySearch(name, space: target.value(of: "ns"), in: self)
        guard isUnknownAllowed || !search.repositories.isEmpty else {
            throw RegistryFault(.nameUnknown, "the bundle has no repository \(Quoted(name))")
        }
        return search
    }

    private func catalog(_ target: RequestTarget) throws(RegistryFault) -> SiteAnswer {
        let page = try Page(table.names, target)
        return Self.json(.object(["repositories": .array(page.items.map { .string($0) })]), Self.headers(of: page))
    }

    private func tags(_ search: RepositorySearch, _ target: RequestTarget) throws(RegistryFault) -> SiteAnswer {
        let page = try Page(search.tags, target)
        let value: [String: JSONValue] = [
            "name": .string(search.name), "tags": .array(page.items.map { .string($0) }),
        ]
        return Self.json(.object(value), Self.headers(of: page))
    }

    private static func headers(of page: Page) -> HTTPFields {
        page.link.flatMap { link in HTTPField.Name("Link").map { [$0: link] } } ?? [:]
    }

    private func manifest(
        _ reference: String, _ search: RepositorySearch, _ headers: HTTPFields
    ) throws(RegistryFault) -> SiteAnswer {
        let found =
            reference.contains(":") ? search.manifest(try Self.digest(reference)) : search.manifest(tag: reference)
        guard let found, let manifest = table.manifests[found] else {
            throw RegistryFault(.manifestUnknown, "\(search.name) has no manifest \(Quoted(reference))")
        }
        // As it is and as what it is, whatever the client would rather have: a converted manifest has another digest.
        return MemberAnswer.make(
            manifest.member, headers, headers: Self.headers(manifest.mediaType, found),
            tag: "\"\(found)\"")
    }

    private func blob(
        _ reference: String, _ search: RepositorySearch, _ headers: HTTPFields
    ) throws(RegistryFault) -> SiteAnswer {
        let digest = try Self.digest(reference)
        guard let digest, search.hasBlob(digest), let member = table.blobs[digest] else {
            throw RegistryFault(.blobUnknown, "\(search.name) has no blob \(Quoted(reference))")
        }
        return MemberAnswer.make(
            member, headers, headers: Self.headers("application/octet-stream", digest), tag: "\"\(digest)\"")
    }

    private func referrers(
        _ reference: String, _ search: RepositorySearch, _ target: RequestTarget
    ) throws(RegistryFault) -> SiteAnswer {
        let digest = try Self.digest(reference)
        let list = digest.map { Referrers(of: $0, search, table).list } ?? []
        let wanted = target.value(of: "artifactType")
        let kept = wanted.map { type in list.filter { $0["artifactType"]?.string == type } } ?? list
        var headers: HTTPFields = [.contentType: ManifestMediaType.ociIndex.rawValue]
        if wanted != nil, let name = HTTPField.Name("OCI-Filters-Applied") { headers[name] = "artifactType" }
        let index: [String: JSONValue] = [
            "schemaVersion": .integer(2), "mediaType": .string(ManifestMediaType.ociIndex.rawValue),
            "manifests": .array(kept),
        ]
        return Self.json(.object(index), headers)
    }

    /// Nil for a digest of an algorithm that nothing here has.
    private static func digest(_ text: String) throws(RegistryFault) -> Digest? {
        do {
            return try Digest(text)
        } catch .unsupportedAlgorithm where isDigest(text) {
            return nil
        } catch {
            throw RegistryFault(.digestInvalid, "\(error)")
        }
    }

    /// The grammar of OCI image specification, descriptor.md; registered algorithms have digits of a fixed number.
    private static func isDigest(_ text: String) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 256 else { return false }
        let isAlgorithm =
            !parts[0].isEmpty
            && parts[0].utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || "+._-".utf8.contains($0)
            }
        let lengths = ["sha512": 128, "sha384": 96, "blake3": 64]
        if let length = lengths[String(parts[0])] {
            return parts[1].utf8.count == length && parts[1].utf8.allSatisfy { Hex.value(of: $0) != nil }
        }
        return isAlgorithm && !parts[1].isEmpty
            && parts[1].utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || "=_-".utf8.contains($0)
            }
    }

    private static func headers(_ type: String, _ digest: Digest) -> HTTPFields {
        var headers: HTTPFields = [.contentType: type]
        if let name = HTTPField.Name("Docker-Content-Digest") { headers[name] = digest.description }
        return headers
    }
}
