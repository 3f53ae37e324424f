import AirgapCore

/// The digests of an image's uncompressed layers, as its configuration lists them (OCI image specification, config.md).
enum LayerDiffIDs {
    /// - Throws: `ImportedImageError.badDocument`.
    static func read(_ config: JSONValue, named name: String) throws -> [Digest] {
        guard let list = config["rootfs"]?["diff_ids"]?.array else {
            throw ImportedImageError.badDocument(name, reason: "'rootfs.diff_ids' is missing")
        }
        return try list.map { element in
            do {
                return try Digest(element.string ?? "")
            } catch {
                throw ImportedImageError.badDocument(name, reason: "rootfs.diff_ids: \(error)")
            }
        }
    }
}
