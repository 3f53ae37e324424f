/// Why a text is no digest; each case carries the text seen.
package enum DigestError: Error, Equatable, CustomStringConvertible {
    case noAlgorithm(String)
    case unsupportedAlgorithm(String)
    case notHex(String)

    package var description: String {
        switch self {
        case .noAlgorithm(let text): "not a digest: \(Quoted(text)) has no algorithm, expected sha256:<64 hex digits>"
        case .unsupportedAlgorithm(let text): "unsupported digest algorithm in \(Quoted(text)): only sha256 is"
        case .notHex(let text): "not a sha256 digest: \(Quoted(text)), expected 64 lower-case hex digits"
        }
    }
}
