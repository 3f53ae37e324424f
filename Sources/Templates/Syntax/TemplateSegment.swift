/// A stretch of a template: text as it is, or a tag taken apart.
enum TemplateSegment {
    case text(String)
    /// `{{ … }}`; the tokens end with `.end`.
    case output([TemplateToken])
    /// `{% … %}`; the tokens end with `.end`.
    case block([TemplateToken])
}
