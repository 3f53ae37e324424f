package import Templates

/// An image that a list names: `library/nginx:1.25`, with a digest behind `@` when the list has one.
package struct ListedImageName {
    package let text: String
    /// Where the list names it.
    package let place: TemplatePlace
}
