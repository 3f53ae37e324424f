/// An image that an archive or a folder holds; its objects are in the store.
struct FoundLocalImage: Sendable {
    /// What identifies it in its place.
    let member: String
    /// What it is called there; nil when it has no name.
    let name: ImageName?
    let content: ImageContent
}
