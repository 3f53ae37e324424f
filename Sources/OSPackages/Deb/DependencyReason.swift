/// Why a package is in a closure: the package that needs it, and how.
struct DependencyReason: Equatable {
    let owner: PackageIndex.ID
    /// As the owner's field has it.
    let relation: String
}
