import AirgapCore

extension LockedImages {
    /// The archives of the images that are wanted before a registry runs, sorted by name.
    ///
    /// - Parameter architecture: the bundle's.
    /// - Returns: one archive an image.
    /// - Throws: `ImageError`, for a lock that names no manifest.
    func archives(for architecture: Architecture) throws -> [BootstrapArchive] {
        let wanted = Set(local?.bootstrap ?? [])
        guard !wanted.isEmpty else { return [] }
        let pulled = try images.filter { wanted.contains($0.destination) }.map { image in
            StoredImage(repository: image.repository, tag: image.tag, content: try image.content())
        }
        let others = (local?.stored ?? []).filter { wanted.contains($0.destination) }
        return (pulled + others).sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
            .map { BootstrapArchive(image: $0, architecture: architecture) }
    }

    /// What is wrong with the list.
    ///
    /// - Throws: as `archives(for:)`.
    func bootstrapFailures(for architecture: Architecture) throws -> [any ExplainedError] {
        let known = images.map(\.destination) + (local?.stored ?? []).map(\.destination)
        let unknown = (local?.bootstrap ?? []).filter { !known.contains($0) }.map { name in
            ImagesModule.failure(
                name, BootstrapError.unknownImage(near: NearestName.matches(for: name, among: known.sorted())))
        }
        var files: [RelativePath: String] = [:]
        let twins = try archives(for: architecture).compactMap { archive in
            let name = archive.image.destination
            return files.updateValue(name, forKey: try archive.path()).map {
                ImagesModule.failure(name, BootstrapError.sameFile($0))
            }
        }
        return unknown + twins
    }
}
