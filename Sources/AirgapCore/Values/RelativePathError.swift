/// Why a text is no safe relative path; each case carries the text seen.
package enum RelativePathError: Error, Equatable, CustomStringConvertible {
    case empty
    case absolute(String)
    case emptyComponent(String)
    case dotComponent(String)
    case forbiddenCharacter(String)
    case tooLong(String)

    package var description: String {
        switch self {
        case .empty: "empty path"
        case .absolute(let text): "absolute path \(Quoted(text))"
        case .emptyComponent(let text): "path with an empty component \(Quoted(text))"
        case .dotComponent(let text): "path with '.' or '..' \(Quoted(text))"
        case .forbiddenCharacter(let text): "path with a control character or backslash \(Quoted(text))"
        case .tooLong(let text): "path of more than 4096 bytes, or with a component of more than 255 \(Quoted(text))"
        }
    }
}
