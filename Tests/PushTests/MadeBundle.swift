import AirgapCore
import Images
import Packer
import SystemPackage
import TestSupport
import Testing

/// A bundle of images in memory, to be written as a tree and as an archive.
struct MadeBundle: Sendable {
    private(set) var files: [String: [UInt8]] = [:]

    /// Adds an image under a name with a tag.
    mutating func add(_ image: MadeImage, as name: String) throws {
        try put(image, in: try ImageName(name).repository)
        try tag(image.manifest, as: name)
    }

    /// Adds an index, with those of its images that are named too.
    mutating func add(index: [UInt8], holding images: [MadeImage], as name: String) throws {
        let repository = try ImageName(name).repository
        for image in images { try put(image, in: repository) }
        try put(manifest: index, in: repository)
        try tag(index, as: name)
    }

    private mutating func put(_ image: MadeImage, in repository: RepositoryName) throws {
        for blob in [image.config] + image.layers {
            let digest = Digest(of: blob)
            files[try RegistryLayout.blob(digest).description] = blob
            files[try RegistryLayout.layerLink(repository, digest).description] = RegistryLayout.linkContent(digest)
        }
        try put(manifest: image.manifest, in: repository)
    }

    private mutating func put(manifest: [UInt8], in repository: RepositoryName) throws {
        let digest = Digest(of: manifest)
        files[try RegistryLayout.blob(digest).description] = manifest
        files[try RegistryLayout.revisionLink(repository, digest).description] = RegistryLayout.linkContent(digest)
    }

    private mutating func tag(_ manifest: [UInt8], as name: String) throws {
        let name = try ImageName(name)
        let tag = try #require(name.tag)
        let digest = Digest(of: manifest)
        try put(manifest: manifest, in: name.repository)
        let link = RegistryLayout.linkContent(digest)
        files[try RegistryLayout.tagLink(name.repository, tag).description] = link
        files[try RegistryLayout.tagIndexLink(name.repository, tag, digest).description] = link
    }

    /// Writes the unpacked bundle.
    func write(to folder: FilePath) throws -> FilePath { try TestTree(files, at: folder).folder }

    /// Writes the bundle, packed.
    func pack(in folder: TemporaryFolder) async throws -> FilePath {
        let tree = try write(to: folder.appending("packing"))
        let file = folder.appending("bundle.tgz")
        _ = try await BundlePacker(
            options: PackOptions(jobs: 2, time: Timestamp(seconds: 1_700_000_000)), progress: SilentProgress()
        ).pack(tree: tree, name: TestTree.name, to: file)
        return file
    }
}
