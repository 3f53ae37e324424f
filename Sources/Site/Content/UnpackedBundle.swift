package import AirgapCore
package import SystemPackage

/// A bundle that was unpacked, or the tree that a build leaves.
package struct UnpackedBundle: BundleSource {
    private let folder: BundleFolder
    package let members: [ServedMember]

    package var manifest: BundleManifest { folder.contents.manifest }
    package var signature: SignatureState { folder.signature }

    /// Opens a folder: the one that bundle.json stands in, or the only one below it that has one.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - trust: what the bundle must show.
    /// - Throws: `SiteError`, `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ path: FilePath, trust: BundleTrust) throws {
        let folder = try BundleFolder(try Self.top(path), trust: trust)
        self.folder = folder
        members = folder.contents.entries.enumerated().map { number, entry in
            ServedMember(
                number: number, path: entry.path.description, digest: entry.digest, size: folder.sizes[number])
        }
    }

    package func open(_ number: Int) throws -> any OpenedMember { OpenedFile(try folder.open(number)) }

    private static func top(_ path: FilePath) throws -> FilePath {
        if try FileSystem.status(path.appending(BundleLayout.manifest)) != nil { return path }
        let found = try FileSystem.names(in: path).filter { name in
            try FileSystem.status(path.appending(name).appending(BundleLayout.manifest)) != nil
        }
        guard found.count == 1 else { throw SiteError.notOneBundle(path, found) }
        return path.appending(found[0])
    }
}
