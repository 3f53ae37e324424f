import AirgapCore

/// Why a value of an assembled image cannot be used.
enum AssemblyEntryError: ExplainedError, Equatable {
    case notAbsolute(String)
    case badPath(RelativePathError)
    case badMode(String)
    case badOwner(String)
    case badPort(String)
    case badPackage(String)

    var description: String {
        switch self {
        case .notAbsolute(let text): "a path inside the image begins with '/', not \(Quoted(text))"
        case .badPath(let error): "\(error)"
        case .badMode(let text): "not a mode: \(Quoted(text)), expected octal digits such as 0755"
        case .badOwner(let text): "not an owner: \(Quoted(text)), expected numbers USER:GROUP"
        case .badPort(let text): "not a port: \(Quoted(text)), expected 1 to 65535, and /tcp, /udp or /sctp"
        case .badPackage(let text): "not a package: \(Quoted(text))"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
