import AirgapCore
import SystemPackage

/// The images of a Kubernetes release: `server/bin/NAME.tar` with the version in `NAME.docker_tag`.
struct KubernetesRelease {
    private static let folder = "kubernetes/server/bin/"
    private static let tagLimit = 256

    let store: ContentStore
    let architecture: Architecture

    /// Reads the archive once; binaries in it are passed over.
    ///
    /// - Returns: the images, named `NAME:VERSION`.
    /// - Throws: `ImportedImageError`, `ImageError`, `ArchiveError`, `FileError`.
    func images(at path: FilePath) throws -> [FoundLocalImage] {
        var archives: [String: ArchiveContents] = [:]
        var tags: [String: ImageTag] = [:]
        let importer = ArchiveImporter(store: store)
        try importer.walk(path) { name, header, member in
            guard name.hasPrefix(Self.folder), header.kind == .file else { return }
            let file = String(name.dropFirst(Self.folder.count))
            if file.hasSuffix(".docker_tag") {
                tags[String(file.dropLast(11))] = try Self.tag(name, member)
            } else if file.hasSuffix(".tar"), !file.contains("/") {
                let contents = try importer.contents(inside: member)
                guard archives.updateValue(contents, forKey: String(file.dropLast(4))) == nil else {
                    throw ImportedImageError.twoContents(name)
                }
            }
        }
        guard !archives.isEmpty else { throw ImportedImageError.missingMember(Self.folder + "*.tar") }
        return try archives.sorted { $0.key < $1.key }.map { name, contents in
            try image(name, contents, tag: tags[name])
        }
    }

    private static func tag(_ name: String, _ member: ArchiveImporter.Member) throws -> ImageTag {
        let bytes = try member.read(upTo: tagLimit)
        let text = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
        do {
            return try ImageTag(text)
        } catch {
            throw ImportedImageError.badDocument(name, reason: "\(error)")
        }
    }

    private func image(_ name: String, _ contents: ArchiveContents, tag: ImageTag?) throws -> FoundLocalImage {
        let images = try DockerArchive(contents: contents, store: store, architecture: architecture).images()
        guard let image = images.first else {
            throw ImportedImageError.badDocument(name + ".tar", reason: "no image")
        }
        guard let tag = tag ?? image.name?.tag else {
            throw ImportedImageError.missingMember("\(Self.folder)\(name).docker_tag")
        }
        let own = ImageName(repository: try RepositoryName(name), tag: tag)
        return FoundLocalImage(member: name, name: own, content: image.content)
    }
}
