import AirgapCore

/// Why a file is no usable rpm.
enum RPMFileError: ExplainedError, Equatable {
    case notRPM
    /// The headers go on behind the bytes that were given, at least as far as `needed`.
    case prefixTooShort(needed: Int)
    /// The file ends within its headers.
    case truncated(needed: Int64, size: Int64)
    case notHeader(RPMHeaderPart)
    case tooLarge(RPMHeaderPart, what: String, value: UInt64, limit: Int)
    case badEntry(RPMHeaderPart, tag: UInt32, problem: String)
    case duplicateTag(RPMHeaderPart, tag: UInt32)
    case missing(String)
    case unusable(String, value: String)
    /// Lists that belong together have different lengths.
    case uneven(String)

    var description: String {
        switch self {
        case .notRPM: "not an rpm file"
        case .prefixTooShort(let needed): "the first \(needed) bytes of the rpm file are needed to read its headers"
        case .truncated(let needed, let size):
            "the rpm file is truncated: it has \(size) bytes, its headers end at \(needed) or later"
        case .notHeader(let part): "the rpm file has no \(part.rawValue) where it should be"
        case .tooLarge(let part, let what, let value, let limit):
            "the rpm file's \(part.rawValue) has \(value) \(what), more than \(limit)"
        case .badEntry(let part, let tag, let problem): "the rpm file's \(part.rawValue): tag \(tag): \(problem)"
        case .duplicateTag(let part, let tag): "the rpm file's \(part.rawValue) has tag \(tag) more than once"
        case .missing(let what): "the rpm file has no \(what)"
        case .unusable(let what, let value): "the rpm file's \(what) is not usable: \(Quoted(value))"
        case .uneven(let what): "the rpm file's lists of \(what) have different lengths"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
