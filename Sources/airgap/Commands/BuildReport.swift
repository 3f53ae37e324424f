import AirgapCore

/// What `airgap build` prints for one architecture; sizes are bytes.
struct BuildReport: Codable {
    /// The bundle's path.
    let bundle: String
    let size: Int64
    let digest: Digest
    let manifest: BundleManifest
    /// The size of the program that it carries; nil when it carries none.
    let program: Int64?

    var text: String {
        var table = TextTable(["module", "files", "size", "what"])
        for part in manifest.components {
            table.add([part.module.rawValue, "\(part.files)", "\(ByteCount(part.bytes))", part.summary])
        }
        if let program { table.add(["program", "1", "\(ByteCount(program))", "airgap, for the site's machines"]) }
        return """
            \(table.text)

            \(bundle): \(ByteCount(size)), \(manifest.files) files of \(ByteCount(manifest.bytes))
            \(digest)
            """
    }
}
