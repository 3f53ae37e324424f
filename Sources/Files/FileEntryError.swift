import AirgapCore

/// Why an entry of `files.extra` or `tools` cannot be resolved or written.
enum FileEntryError: ExplainedError, Equatable {
    /// The checksum file names no checksum for the file.
    case noChecksum(source: String, file: String)
    /// The checksum file has several checksums for one name.
    case ambiguousChecksum(source: String, file: String)
    /// A local file is not what it was when it was locked.
    case changed(String, expected: Digest, found: Digest)
    /// `--locked`, but the lock does not know the file's digest.
    case notRecorded
    /// `unpack` names what the archive does not have.
    case noMember(String, near: String?)
    /// `unpack` names something that is no regular file.
    case notRegular(String, target: String)
    case notArchive
    /// A member's content is not what the lock says.
    case memberChanged(String, expected: Digest, found: Digest)
    /// An archive grows far more than an honest one does.
    case bomb(Int64)
    /// A binary is for another machine than the bundle.
    case wrongMachine(member: String?, found: String, wanted: Architecture)

    var description: String {
        switch self {
        case .noChecksum(let source, let file):
            "the checksum file \(source) has no sha256 and no sha512 for \(Quoted(file))"
        case .ambiguousChecksum(let source, let file):
            "the checksum file \(source) has more than one checksum for \(Quoted(file))"
        case .changed(let path, let expected, let found):
            "\(path) changed since it was locked: expected \(expected), found \(found)"
        case .notRecorded:
            "checksum: first-use, and airgap.lock has no record of it yet: run airgap build without --locked"
        case .noMember(let name, let near):
            "the archive has no member \(Quoted(name))" + (near.map { "; did you mean \(Quoted($0))?" } ?? "")
        case .notRegular(let name, let target):
            "the member \(Quoted(name)) is no regular file"
                + (target.isEmpty ? "" : " but a link to \(Quoted(target)): name that instead")
        case .notArchive: "'unpack' needs a tar, tar.gz, tar.xz, tar.zst, tar.bz2 or zip, and this is none"
        case .memberChanged(let name, let expected, let found):
            "the member \(Quoted(name)) is not what was locked: expected \(expected), found \(found)"
        case .bomb(let bytes): "refused: the archive unpacks to more than \(ByteCount(bytes))"
        case .wrongMachine(let member, let found, let wanted):
            (member.map { "member \(Quoted($0)): " } ?? "")
                + "the binary is for \(found), the bundle for \(wanted.debian); write 'arch: any' when that is wanted"
        }
    }

    var exitCode: ExitCode {
        switch self {
        case .bomb, .memberChanged: .unavailable
        default: .badConfiguration
        }
    }
}
