package import AirgapCore

/// Why a file of the tree cannot be packed.
package enum PackError: ExplainedError, Equatable {
    /// A device, socket, or other thing that an archive of regular files cannot carry.
    case notRegular(String, kind: String)
    /// A symbolic link that leads out of the tree, or nowhere.
    case badLink(String)
    /// A file that SHA256SUMS does not list.
    case unlisted(String)
    /// A name that is no safe relative path.
    case badName(String, RelativePathError)
    /// Listed, but not there.
    case missing(RelativePath)
    /// The file's bytes are not those that SHA256SUMS lists: the file changed, or the cache's object behind it is damaged.
    case changed(RelativePath, expected: Digest, found: Digest)
    /// What the bundle's readers would refuse.
    case refused(Finding)
    /// A list with more bytes than the readers take.
    case tooLarge(String, bytes: Int64, limit: Int64)
    /// More files than the readers take.
    case tooMany(Int, limit: Int)
    /// bundle.json or SHA256SUMS cannot be read.
    case badTree(String)
    /// A file became shorter while it was read; in bytes.
    case shrunk(String, expected: Int64, found: Int64)
    /// This machine's libarchive writes another header than the one that every reader asks for.
    case header(String, library: String, difference: String)
    /// libarchive or the compressor failed.
    case archive(String)

    package var description: String {
        switch self {
        case .notRegular(let path, let kind): "pack: \(Quoted(path)): a \(kind) cannot be carried"
        case .badLink(let path): "pack: \(Quoted(path)): a symbolic link that leads out of the tree or nowhere"
        case .unlisted(let path): "pack: \(Quoted(path)): not listed in SHA256SUMS"
        case .badName(let path, let error): "pack: \(Quoted(path)): \(error)"
        case .missing(let path): "pack: \(path): listed in SHA256SUMS, but missing"
        case .changed(let path, let expected, let found):
            "pack: \(path): digest mismatch: expected \(expected), found \(found)"
        case .refused(let finding): "pack: \(finding)"
        case .tooLarge(let name, let bytes, let limit):
            "pack: \(name): \(bytes) bytes, more than the \(limit) that it may have in a bundle"
        case .tooMany(let count, let limit): "pack: \(count) files, more than the \(limit) that a bundle may have"
        case .badTree(let reason): "pack: \(reason)"
        case .shrunk(let path, let expected, let found):
            "pack: \(Quoted(path)): the file became shorter while it was read: expected \(expected) bytes, found \(found)"
        case .header(let path, let library, let difference):
            "pack: \(Quoted(path)): \(library) writes a header that verify refuses: \(difference)"
        case .archive(let reason): "pack: \(reason)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .archive, .header: .software
        case .changed, .shrunk: .disk
        default: .badConfiguration
        }
    }
}
