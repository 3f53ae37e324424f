/// The element and attribute names that somebody looks at; the raw values are 0, 1, 2, … in the order of the cases.
protocol XMLVocabulary: RawRepresentable, CaseIterable, Sendable where RawValue == Int {
    /// An element's name without its prefix, or an attribute's with it.
    var text: String { get }
}

extension XMLVocabulary {
    /// The case's own name.
    var text: String { "\(self)" }
}
