package import AirgapCore

/// What one entry of `files` puts into a layer, as it was resolved.
package struct LayerContent: Codable, Equatable, Sendable {
    /// Where the content comes from.
    package enum Kind: String, Codable, Sendable {
        /// A file or a folder of the builder's disk.
        case host
        /// A member of a package, or a folder of it.
        case package
        /// A symbolic link that is made.
        case link
        /// An empty folder that is made.
        case folder
    }

    package let kind: Kind
    /// The path on the disk as written, the path in the package, or a link's target.
    package let path: String
    package let package: PackageFile?
    /// Where it goes; nil for the image's root.
    package let to: RelativePath?
    /// The permission bits of files and made folders; nil to take the source's.
    package let mode: UInt32?
    package let user: UInt32
    package let group: UInt32

    package init(
        kind: Kind, path: String, package: PackageFile? = nil, to: RelativePath?, mode: UInt32? = nil,
        user: UInt32 = 0, group: UInt32 = 0
    ) {
        self.kind = kind
        self.path = path
        self.package = package
        self.to = to
        self.mode = mode
        self.user = user
        self.group = group
    }

    /// What messages and the image's history call it.
    var label: String {
        let place = "/" + (to?.description ?? "")
        return switch kind {
        case .host: "\(place) from \(path)"
        case .package: "\(place) from \(package?.label ?? "") (/\(path))"
        case .link: "\(place) -> \(path)"
        case .folder: "\(place)/"
        }
    }
}
