import AirgapCore
import SystemPackage

/// Why a local folder, or a file in it, cannot be a source of packages.
enum LocalPackageError: ExplainedError, Equatable {
    case notFolder
    /// There is no file of the family in the folder.
    case noPackages(PackageFamily)
    case tooMany(limit: Int)
    /// A symbolic link to a place outside of the folder.
    case leadsOut(to: String)
    case danglingLink
    case notFile(FileStatus.Kind?)
    case changed

    var description: String {
        switch self {
        case .notFolder: "not a folder"
        case .noPackages(let family): "the folder has no .\(family.rawValue) file"
        case .tooMany(let limit): "the folder has more than \(limit) entries"
        case .leadsOut(let target): "a symbolic link that leads out of the folder, to \(Quoted(target))"
        case .danglingLink: "a symbolic link that leads nowhere"
        case .notFile(let kind): "not a file, but \(kind.map { "a \($0.rawValue)" } ?? "gone")"
        case .changed: "the file changed while it was read"
        }
    }

    var exitCode: ExitCode { .noInput }
}
