import AirgapCore

/// One entry of `files.extra` or `tools`, as configured.
struct FileEntry: Codable, Equatable, Sendable {
    /// Where the file comes from.
    enum Origin: Codable, Equatable, Sendable {
        /// The same file at one or more addresses, tried in order.
        case remote([RemoteURL])
        /// A path relative to the project's folder, or absolute.
        case local(String)
    }

    /// What vouches for a download.
    enum Checksum: Codable, Equatable, Sendable {
        case sha256(Digest)
        case sha512(Digest512)
        /// A publisher's checksum file.
        case list(RemoteURL)
        /// A checksum file on the user's disk, with its content's digest: another content is another request.
        case listFile(String, content: Digest)
        /// What comes first is recorded in the lock.
        case firstUse
        /// The signature alone.
        case signature
    }

    /// A detached signature, and who may have made it.
    struct Signature: Codable, Equatable, Sendable {
        enum Place: Codable, Equatable, Sendable {
            case url(RemoteURL)
            case file(String)
        }

        let place: Place
        /// The keyring's path as written.
        let keyring: String
        /// The digest of the keyring's content.
        let keys: Digest
    }

    /// One member to take out of an archive.
    struct Member: Codable, Equatable, Sendable {
        /// The member's name in the archive, without a leading `./`.
        let name: String
        /// Where it stands below the module's folder.
        let path: RelativePath
    }

    let origin: Origin
    let checksum: Checksum
    let signature: Signature?
    /// Where it stands below the module's folder; for an archive that is taken apart, what messages call it.
    let path: RelativePath
    /// What is taken out of an archive; nil when the file is taken as it is.
    let members: [Member]?
    let allowsPlainHTTP: Bool
    /// Nil: as the archive or the disk has it.
    let isExecutable: Bool?
    /// Whether binaries may be for any machine.
    let isForAnyArchitecture: Bool

    /// Every path that the entry takes.
    var paths: [RelativePath] { members?.map(\.path) ?? [path] }

    /// How messages call it.
    var name: String {
        switch origin {
        case .remote(let urls): urls.first?.redacted ?? path.description
        case .local(let path): path
        }
    }
}
