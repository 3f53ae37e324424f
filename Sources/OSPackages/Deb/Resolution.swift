/// A closure: the packages, and what is worth knowing about them.
struct Resolution {
    /// In the order in which they were chosen.
    let packages: [PackageIndex.ID]
    /// In words.
    let warnings: [String]
}
