/// Where an image of an archive or a folder came from, and what it is.
package struct ImportedImage: Codable, Equatable, Sendable {
    package let source: LocalImageSource
    /// What identifies it there.
    package let member: String
    package let content: ImageContent

    package init(source: LocalImageSource, member: String, content: ImageContent) {
        self.source = source
        self.member = member
        self.content = content
    }
}
