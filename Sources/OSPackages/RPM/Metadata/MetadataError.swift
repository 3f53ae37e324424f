import AirgapCore

/// Why a file of rpm-md is refused although it is well-formed.
enum MetadataError: ExplainedError, Equatable {
    /// The outermost element is another one.
    case otherDocument(expected: String)
    /// Something that must be there is not.
    case missing(String, item: String)
    /// A value that cannot be used.
    case unusable(String, value: String, item: String, reason: String? = nil)
    /// No SHA-256, only another algorithm.
    case weakChecksum(String, item: String)
    /// Something that may stand once stands twice.
    case repeated(String)
    /// More than the limit.
    case tooMany(String, item: String, limit: Int)

    var description: String {
        switch self {
        case .otherDocument(let expected): "not a document of the kind \(Quoted(expected))"
        case .missing(let field, let item): "\(Quoted(item)) has no \(field)"
        case .unusable(let field, let value, let item, let reason):
            "the \(field) of \(Quoted(item)) cannot be used: \(reason ?? Quoted(value).description)"
        case .weakChecksum(let kind, let item):
            "the checksum of \(Quoted(item)) is of type \(Quoted(kind)): only sha256 is trusted"
        case .repeated(let item): "\(Quoted(item)) stands twice"
        case .tooMany(let things, let item, let limit): "\(Quoted(item)) has more than \(limit) \(things)"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
