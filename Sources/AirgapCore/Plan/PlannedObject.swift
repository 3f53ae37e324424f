/// One object of a bundle as far as a plan can know it.
package struct PlannedObject: Sendable, Equatable {
    /// Nil when only its arrival will tell.
    package let digest: Digest?
    /// Bytes; nil when nobody told.
    package let size: Int64?
    /// Whether gzip makes it notably smaller: a bare binary does, an archive does not.
    package let isCompressible: Bool

    package init(digest: Digest?, size: Int64?, isCompressible: Bool = false) {
        self.digest = digest
        self.size = size
        self.isCompressible = isCompressible
    }
}
