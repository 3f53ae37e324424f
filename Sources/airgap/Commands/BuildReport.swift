import AirgapCore

/// What `airgap build` prints for one architecture; sizes are bytes.
struct BuildReport: Codable {
    /// The bundle's path.
    let bundle: String
    let size: Int64
    let digest: Digest
    let manifest: BundleManifest

    var text: String {
        var table = TextTable(["module", "files", "size", "what"])
        for part in manifest.components {
            table.add([part.module.rawValue, "\(part.files)", "\(ByteCount(part.bytes))", part.summary])
        }
        return """
            \(table.text)

            \(bundle): \(ByteCount(size)), \(manifest.files) files of \(ByteCount(manifest.bytes))
            \(digest)
            """
    }
}
