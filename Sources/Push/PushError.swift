package import AirgapCore
package import Images

/// Why images cannot be pushed; texts of servers are quoted, and the way out is said where there is one.
package enum PushError: ExplainedError, Equatable {
    /// Nothing that speaks the registry's protocol answers.
    case noRegistry(url: String, status: Int)
    case loginNeeded(registry: RegistryHost, detail: String?)
    /// The credentials do not allow it.
    case denied(repository: RepositoryName, status: Int, detail: String?)
    /// Harbor makes no projects by itself.
    case missingProject(String, registry: RegistryHost)
    /// A registry that makes no repositories by itself.
    case unknownRepository(RepositoryName, detail: String?)
    case quota(detail: String)
    /// Something before the registry takes no bodies of a useful size.
    case tooLarge(url: String, bytes: Int64)
    /// The registry says that it has stored something else.
    case otherDigest(url: String, expected: Digest, header: String)
    /// The registry has a blob of this digest, but not of this size.
    case damagedThere(url: String, expected: Int64, found: Int64)
    case badLocation(url: String, String)
    case tagExists(name: String, existing: Digest, wanted: Digest)
    case nothingSelected([NamePattern])
    case noImages
    /// The bundle names something that it does not hold.
    case incomplete(String)
    /// The bundle's bytes are not what its lists say.
    case changed(path: RelativePath, expected: Digest, found: Digest)
    /// A sparse index is refused, and there is no platform's manifest to tag instead.
    case noSubstitute(detail: String)
    case blob(Digest, String, ExitCode)

    package var description: String {
        switch self {
        case .noRegistry(let url, let status): "\(url): \(HTTPStatus.text(status)): no registry answers here"
        case .loginNeeded(let registry, let detail):
            "\(registry) asks for a login\(Self.words(detail)): run 'docker login \(registry)' (podman and skopeo have the"
                + " same), or name a file in REGISTRY_AUTH_FILE"
        case .denied(let repository, let status, let detail):
            "no right to push to \(repository): \(HTTPStatus.text(status))\(Self.words(detail))"
        case .missingProject(let project, let registry):
            "\(registry) has no project \(Quoted(project)): create it there first, or push into one that exists: "
                + "--to \(registry)/PROJECT"
        case .unknownRepository(let repository, let detail):
            "the registry does not know \(repository)\(Self.words(detail)), and does not make it by itself: create it (in "
                + "Harbor the project \(Quoted(Self.project(repository)))) first"
        case .quota(let detail): "the registry's quota or storage is used up: \(Quoted(detail))"
        case .tooLarge(let url, let bytes):
            "\(url): 413 Content Too Large: even parts of \(ByteCount(bytes)) are refused; raise the limit of what stands "
                + "before the registry (nginx: client_max_body_size)"
        case .otherDigest(let url, let expected, let header):
            "\(url): sent \(expected), but the registry says that it has stored \(Quoted(header))"
        case .damagedThere(let url, let expected, let found):
            "\(url): the registry has this blob with \(found) bytes instead of \(expected): it is damaged there; delete it"
                + " and push again"
        case .badLocation(let url, let reason): "\(url): unusable upload address: \(reason)"
        case .tagExists(let name, let existing, let wanted):
            "\(name): exists with other content: \(existing), the bundle has \(wanted); choose --on-existing skip or "
                + "overwrite"
        case .nothingSelected(let patterns):
            "push: no image of the bundle fits " + patterns.map { "\(Quoted($0.description))" }.joined(separator: ", ")
        case .noImages: "push: the bundle holds no images"
        case .incomplete(let what): "the bundle is not complete: \(what); airgap verify tells more"
        case .changed(let path, let expected, let found):
            "bundle: \(path): digest mismatch: expected \(expected), found \(found); nothing of it was committed"
        case .noSubstitute(let detail):
            "the registry takes no index whose other platforms are missing, and no single platform stands for it: \(detail)"
        case .blob(let digest, let cause, _): "blob \(digest): \(cause)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .missingProject, .unknownRepository, .tagExists, .nothingSelected, .loginNeeded, .denied, .noSubstitute:
            .badConfiguration
        case .noImages: .noInput
        case .incomplete, .changed: .findings
        case .blob(_, _, let code): code
        default: .unavailable
        }
    }

    private static func words(_ detail: String?) -> String { detail.map { " (\(Quoted($0)))" } ?? "" }

    private static func project(_ repository: RepositoryName) -> String {
        repository.description.split(separator: "/").first.map(String.init) ?? ""
    }
}
