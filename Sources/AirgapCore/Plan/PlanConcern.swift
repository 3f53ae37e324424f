/// Something about a locked value that a person should know before building; the build works all the same.
package struct PlanConcern: Codable, Hashable, Sendable {
    /// What it is about: a file's path, an image's name.
    package let item: String
    /// `no-checksum`, `unsigned`, `version`.
    package let kind: String
    package let text: String

    package init(item: String, kind: String, text: String) {
        self.item = item
        self.kind = kind
        self.text = text
    }
}
