/// One architecture's image: its manifest as it came, and what it says.
struct FoundImage: Sendable {
    let manifest: FetchedManifest
    let image: ImageManifest
}
