import CArchive

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What an archive's header says of a member; nothing of it is trusted.
package struct ArchiveMemberHeader: Sendable, Equatable {
    /// The kinds of members.
    package enum Kind: Sendable, Equatable {
        case file, folder, symbolicLink, hardLink, other
    }

    /// The name's bytes as they stand in the archive.
    package let name: [UInt8]
    package let kind: Kind
    /// Bytes; 0 where the header has no size (a raw stream).
    package let size: Int64
    /// The permission bits with setuid, setgid and sticky.
    package let mode: UInt32
    /// Seconds since the epoch.
    package let modified: Int64
    /// Whether the member has holes.
    package let isSparse: Bool
    /// A link's target, as it stands.
    package let linkTarget: [UInt8]

    init(entry: OpaquePointer) {
        name = Self.bytes(archive_entry_pathname(entry))
        size = archive_entry_size(entry)
        mode = UInt32(archive_entry_perm(entry))
        modified = Int64(archive_entry_mtime(entry))
        isSparse = archive_entry_sparse_count(entry) > 0
        if let target = archive_entry_hardlink(entry) {
            kind = .hardLink
            linkTarget = Self.bytes(target)
        } else {
            linkTarget = Self.bytes(archive_entry_symlink(entry))
            kind =
                switch UInt32(archive_entry_filetype(entry)) {
                case 0o100000: .file
                case 0o040000: .folder
                case 0o120000: .symbolicLink
                default: .other
                }
        }
    }

    /// The name as text, or nil when it is not UTF-8.
    package var text: String? { String(validating: name, as: UTF8.self) }

    private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        return UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:))
    }
}
