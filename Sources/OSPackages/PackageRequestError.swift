import AirgapCore

/// Why a text asks for no package; carries the text seen.
enum PackageRequestError: Error, Equatable, CustomStringConvertible {
    case badName(String)
    case badVersion(String)

    var description: String {
        switch self {
        case .badName(let text):
            "not a package: \(Quoted(text)); write a name of letters, digits, '+', '-', '.', or name=version"
        case .badVersion(let text): "not a version behind '=': \(Quoted(text)); '*' and '?' may stand in it"
        }
    }
}
