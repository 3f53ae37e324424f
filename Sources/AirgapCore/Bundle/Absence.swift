/// Something that a bundle's content names and that the bundle leaves out on purpose: another platform of an image's index,
/// a layer kept outside the registry.
package struct Absence: Codable, Hashable, Sendable {
    /// The content that names it: `library/nginx:1.25`.
    package let of: String
    /// What is left out, as that content names it: a digest.
    package let item: String
    /// Why, for people: `linux/arm64`.
    package let what: String

    package init(of: String, item: String, what: String) {
        self.of = of
        self.item = item
        self.what = what
    }
}

extension Absence: Comparable {
    package static func < (left: Absence, right: Absence) -> Bool {
        (left.of, left.item, left.what) < (right.of, right.item, right.what)
    }
}
