/// Bounds what a hostile index can cause: how many manifests of one image are asked for, and how deep.
struct ManifestBudget: Sendable {
    static let depthLimit = 4
    private static let manifestLimit = 512
    private var asked = 0

    /// Takes note of one more manifest.
    ///
    /// - Throws: `ImageError.tooNested`.
    mutating func spend(depth: Int) throws(ImageError) {
        asked += 1
        guard asked <= Self.manifestLimit, depth <= Self.depthLimit else { throw .tooNested }
    }
}
