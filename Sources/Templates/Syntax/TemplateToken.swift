/// A token between the braces of a tag.
struct TemplateToken: Equatable {
    enum Kind: Equatable {
        case name(String)
        case string(String)
        case integer(Int)
        case float(Double)
        /// An operator or bracket as written.
        case symbol(String)
        /// The end of the tag.
        case end
    }

    let kind: Kind
    /// The first scalar in the source.
    let offset: Int

    /// What messages call it.
    var shown: String {
        switch kind {
        case .name(let text), .symbol(let text): "'\(text)'"
        case .string(let text): "the text \(Excerpt(text))"
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .end: "the end of the tag"
        }
    }
}
