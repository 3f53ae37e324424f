/// One platform's image: its manifest as it came, what it says, and the indexes that led there.
struct FoundImage: Sendable {
    let manifest: FetchedManifest
    let image: ImageManifest
    /// The outermost first.
    var path: [FetchedManifest] = []
}
