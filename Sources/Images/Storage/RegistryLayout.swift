package import AirgapCore

/// The paths of a registry's storage below the bundle's top folder (distribution, storage/paths.go; the same in 2.x and
/// 3.x).
package enum RegistryLayout {
    /// Where blobs are.
    static let blobs = BundleLayout.registryRoot + "/docker/registry/v2/blobs"
    /// Where repositories are.
    static let repositories = BundleLayout.registryRoot + "/docker/registry/v2/repositories"

    /// A blob's bytes: layers, configurations and manifests alike.
    package static func blob(_ digest: Digest) throws(RelativePathError) -> RelativePath {
        let hex = digest.hex
        return try RelativePath("\(blobs)/sha256/\(hex.prefix(2))/\(hex)/data")
    }

    /// Says that a repository has a layer or a configuration.
    package static func layerLink(
        _ repository: RepositoryName, _ digest: Digest
    ) throws(RelativePathError) -> RelativePath {
        try RelativePath("\(repositories)/\(repository)/_layers/sha256/\(digest.hex)/link")
    }

    /// Says that a repository has a manifest.
    package static func revisionLink(
        _ repository: RepositoryName, _ digest: Digest
    ) throws(RelativePathError) -> RelativePath {
        try RelativePath("\(repositories)/\(repository)/_manifests/revisions/sha256/\(digest.hex)/link")
    }

    /// Says which manifest a tag points to.
    package static func tagLink(
        _ repository: RepositoryName, _ tag: ImageTag
    ) throws(RelativePathError) -> RelativePath {
        try RelativePath("\(repositories)/\(repository)/_manifests/tags/\(tag)/current/link")
    }

    /// Says which manifests a tag has pointed to.
    package static func tagIndexLink(
        _ repository: RepositoryName, _ tag: ImageTag, _ digest: Digest
    ) throws(RelativePathError) -> RelativePath {
        try RelativePath("\(repositories)/\(repository)/_manifests/tags/\(tag)/index/sha256/\(digest.hex)/link")
    }

    /// A link file's bytes: no line end, which registries do not bear.
    package static func linkContent(_ digest: Digest) -> [UInt8] { Array(digest.description.utf8) }
}
