/// What becomes of a tag that the registry has with another content.
package enum ExistingTags: String, CaseIterable, Sendable {
    /// It stays, and the report says so.
    case skip
    /// It is moved.
    case overwrite
    /// All of them are told, and nothing is written at all.
    case fail
}
