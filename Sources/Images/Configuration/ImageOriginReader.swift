import AirgapCore

/// Reads `images_origin.yaml`; every fault goes to the project's collector.
struct ImageOriginReader {
    let project: ProjectConfiguration

    /// - Parameters:
    ///   - file: the path as written.
    ///   - node: the place in airgap.yaml that names it.
    /// - Returns: nil when the file is missing or no list.
    func read(_ file: String, namedBy node: ConfigurationNode) -> ImageOrigin? {
        guard let document = project.document(at: file, namedBy: node), let entries = document.list() else {
            return nil
        }
        var origin = ImageOrigin()
        for entry in entries {
            guard let mapping = entry.mapping(keys: ["src", "dest"]) else { continue }
            let source = mapping.required("src")?.parsed(Self.source)
            let destination = mapping.required("dest")?.parsed(Self.destination)
            guard let source, let destination else { continue }
            if let other = origin.add(source, as: destination) {
                entry.fault("two sources for \(destination): \(other) and \(source)")
            }
        }
        return origin
    }

    private static func source(_ text: String) throws(ImageReferenceError) -> ImageReference {
        let reference = try ImageReference(text)
        guard reference.digest == nil else { throw .digestNotAllowed(text) }
        return reference
    }

    private static func destination(_ text: String) throws(ImageReferenceError) -> ImageName {
        let name = try ImageName(text)
        guard name.digest == nil else { throw .digestNotAllowed(text) }
        return name
    }
}
