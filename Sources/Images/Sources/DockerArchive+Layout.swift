import AirgapCore

extension DockerArchive {
    private static let indexName = "index.json"

    /// The images of the OCI layout that docker has written beside `manifest.json` since version 25, as far as they are for
    /// the architecture that is built.
    ///
    /// With containerd's image store these are the manifests and indexes that docker has pulled. An index may name images
    /// that docker did not save: they are no fault of the archive.
    ///
    /// - Throws: `ImportedImageError`, `ManifestError`, `FileError`.
    func layoutImages() throws -> [ImageContent] {
        guard contents.has(Self.indexName) else { return [] }
        let layout = LayoutImages(blobs: ArchivedBlobs(contents: contents), store: store, architecture: architecture)
        let entries = try contents.document(Self.indexName, in: store)["manifests"]?.array ?? []
        var seen: Set<Digest> = []
        var images: [ImageContent] = []
        for (position, entry) in entries.enumerated() {
            let descriptor = try Descriptor(entry, at: "\(Self.indexName) manifests[\(position)]")
            guard seen.insert(descriptor.digest).inserted else { continue }
            do {
                images.append(try layout.content(of: descriptor))
            } catch is ImageError {
                continue
            } catch ImportedImageError.missingMember {
                continue
            }
        }
        return images
    }
}
