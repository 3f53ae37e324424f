package import AirgapCore

/// One entry of an assembled image's `files`, as configured: it becomes one layer.
package struct AssemblyEntry: Codable, Hashable, Sendable {
    package let kind: LayerContent.Kind
    /// The path on the disk as written, the path in the package, or a link's target.
    package let path: String
    /// A package of a target, with a version where one is wanted.
    package let package: String?
    /// The target's id; nil for the only one.
    package let target: String?
    /// Where it goes; nil for the image's root.
    package let to: RelativePath?
    package let mode: UInt32?
    package let user: UInt32
    package let group: UInt32

    package init(
        kind: LayerContent.Kind, path: String, package: String? = nil, target: String? = nil, to: RelativePath?,
        mode: UInt32? = nil, user: UInt32 = 0, group: UInt32 = 0
    ) {
        self.kind = kind
        self.path = path
        self.package = package
        self.target = target
        self.to = to
        self.mode = mode
        self.user = user
        self.group = group
    }

    /// The content with the package file that was found for it.
    func content(_ package: PackageFile?) -> LayerContent {
        LayerContent(kind: kind, path: path, package: package, to: to, mode: mode, user: user, group: group)
    }
}
