/// A closure: the packages, and what is worth knowing about them.
struct Resolution {
    /// In the order in which they were chosen; what the site's machines have is not among them.
    let packages: [PackageIndex.ID]
    /// In words.
    let warnings: [String]
    /// Which package a package is there for, and by what relation; none for a requested one.
    let reasons: [PackageIndex.ID: DependencyReason]
}
