import AirgapCore

/// Where a repository has a package and what its bytes must be.
struct RPMPackageSource: Sendable, Equatable {
    /// The value of `location href`, relative to `base` or to the repository.
    let location: String
    /// `xml:base`, when the location has one.
    let base: String?
    /// The package file's digest. Repositories that give md5 or sha1 only are refused when read.
    let digest: Digest
    /// Bytes of the package file.
    let size: Int64
}
