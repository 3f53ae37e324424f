/// A path that a package owns.
struct RPMFileEntry: Sendable, Equatable {
    /// The words are those of rpm-md's `file type`; a regular file or a link has none.
    enum Kind: String, Sendable {
        case file = ""
        case directory = "dir"
        /// Owned, but not in the payload.
        case ghost
    }

    /// Absolute.
    let path: String
    let kind: Kind

    /// Whether primary.xml lists it, not only filelists.xml: `/etc/*`, `*bin/*`, `/usr/lib/sendmail`.
    var isPrimary: Bool { Self.isPrimary(path) }

    /// Whether primary.xml lists a path.
    static func isPrimary(_ path: String) -> Bool {
        path.hasPrefix("/etc/") || path == "/usr/lib/sendmail" || path.contains("bin/")
    }
}
