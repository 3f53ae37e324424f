/// A text of a list with its place.
struct ListedImage {
    let text: String
    /// Reports a fault at the text's place.
    let fault: (String) -> Void
}
