#if canImport(Glibc)
    package import Glibc
#else
    package import Darwin
#endif

/// What stands at a path.
package struct FileStatus: Sendable, Equatable {
    /// The kinds that the program tells apart.
    package enum Kind: String, Sendable {
        case file, folder
        case link = "symbolic link"
        case device, fifo, socket, other
    }

    package let kind: Kind
    /// Bytes.
    package let size: Int64
    /// The permission bits.
    package let mode: UInt32
    /// Seconds since the epoch.
    package let modified: Int64
    /// Device and inode: equal for two names of one file.
    package let identity: [UInt64]

    package init(_ buffer: stat) {
        kind =
            switch buffer.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFBLK, S_IFCHR: .device
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .other
            }
        size = Int64(buffer.st_size)
        mode = UInt32(buffer.st_mode) & 0o7777
        modified = Int64(buffer.st_mtim.tv_sec)
        identity = [UInt64(buffer.st_dev), UInt64(buffer.st_ino)]
    }
}
