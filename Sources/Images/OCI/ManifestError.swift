package import AirgapCore

/// Why bytes are no manifest that can be used.
package enum ManifestError: ExplainedError, Equatable {
    /// Not JSON at all; the content type tells what it was.
    case notJSON(JSONError, contentType: String?)
    /// More bytes than registries take.
    case tooLarge(Int)
    case schema1
    case unknownMediaType(String)
    /// `manifests` and `layers` in one document: two readers would see two images.
    case ambiguous
    /// The media type says one thing, the content another.
    case contradiction(ManifestMediaType)
    case unknownShape
    case missing(String)
    case badDigest(String, DigestError)
    /// Negative, or beyond 1 TiB.
    case badSize(String, Int64)

    package var description: String {
        switch self {
        case .notJSON(let error, let contentType):
            "not a manifest: \(error)" + (contentType.map { " (content type \(Quoted($0)))" } ?? "")
        case .tooLarge(let size): "the manifest has \(size) bytes; registries take \(ManifestDocument.sizeLimit)"
        case .schema1: "a manifest of schema 1 cannot be checked: push the image again with a current tool"
        case .unknownMediaType(let text): "not a manifest: media type \(Quoted(text))"
        case .ambiguous: "a manifest with both 'manifests' and 'layers' is refused"
        case .contradiction(let type): "the manifest's content does not fit its media type \(type.rawValue)"
        case .unknownShape: "not a manifest: neither 'manifests' nor 'layers'"
        case .missing(let place): "the manifest has no usable '\(place)'"
        case .badDigest(let place, let error): "the manifest's \(place): \(error)"
        case .badSize(let place, let size): "the manifest's \(place): impossible size \(size)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .schema1: .badConfiguration
        default: .unavailable
        }
    }
}
