package import AirgapCore

/// Why an image cannot be taken.
package enum ImageError: ExplainedError, Equatable {
    /// The registry does not have it.
    case notFound(url: String)
    /// `Docker-Content-Digest` says something else than the bytes.
    case lyingDigestHeader(header: String, computed: Digest)
    /// What was asked for by digest has another one.
    case wrongDigest(expected: Digest, received: Digest)
    /// A descriptor's size is not the document's.
    case wrongSize(expected: Int64, received: Int64)
    /// The tag no longer points to the digest that it is listed with.
    case tagMoved(tag: ImageTag, listed: Digest, found: Digest)
    /// An index has nothing for the architecture.
    case noPlatform(wanted: Platform, available: [Platform])
    /// An image is for another platform than the bundle.
    case wrongPlatform(wanted: Platform, found: Platform)
    /// Indexes inside indexes, deeper or more than is believable.
    case tooNested
    case configTooLarge(Int64)
    case badConfig(String)
    /// A locked image's address does not belong to its registry as it is configured now.
    case lockedElsewhere(locked: String, configured: String)
    /// The registry does not have the referrers API.
    case noReferrers
    /// More refers to an image than is believable.
    case tooManyAttachments
    /// There is no registry to ask.
    case noRoute

    package var description: String {
        switch self {
        case .notFound(let url): "GET \(url): 404 Not Found: the registry has no such image"
        case .lyingDigestHeader(let header, let computed):
            "the registry's Docker-Content-Digest is \(Quoted(header)), but the manifest's digest is \(computed)"
        case .wrongDigest(let expected, let received): "digest mismatch: expected \(expected), received \(received)"
        case .wrongSize(let expected, let received):
            "size mismatch: expected \(expected) bytes, received \(received)"
        case .tagMoved(let tag, let listed, let found):
            "the tag \(tag) is listed with \(listed), but points to \(found)"
        case .noPlatform(let wanted, let available):
            "no image for \(wanted); available: \(Self.list(available))"
        case .wrongPlatform(let wanted, let found):
            "the image is for \(Quoted(found.description)), but \(wanted) is needed"
        case .tooNested: "the index holds indexes deeper, or more of them, than is believable"
        case .configTooLarge(let size):
            "the image's configuration has \(size) bytes, more than \(ImageConfig.sizeLimit)"
        case .badConfig(let reason): "the image's configuration is unusable: \(reason)"
        case .lockedElsewhere(let locked, let configured):
            "the lock file has it at \(locked), but its registry is at \(configured): resolve again"
        case .noReferrers: "the registry does not list referrers"
        case .tooManyAttachments:
            "more signatures and attachments than is believable: set attachments: false to leave them out"
        case .noRoute: "there is no registry to ask"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .tagMoved, .noPlatform, .wrongPlatform, .lockedElsewhere: .badConfiguration
        default: .unavailable
        }
    }

    private static func list(_ platforms: [Platform]) -> String {
        guard !platforms.isEmpty else { return "none" }
        let shown = platforms.prefix(20).map { Quoted($0.description).description.filter { $0 != "'" } }
        return shown.joined(separator: ", ") + (platforms.count > 20 ? ", …" : "")
    }
}
