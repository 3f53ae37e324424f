/// A package of a `PrimaryBatch`; its relations and files follow those of the package before it.
struct PackedPackage {
    let name: Int32
    let version: NumberedVersion
    let architecture: Int32
    let relationCount: Int
    /// Bytes of its files' paths, with the NUL after each.
    let fileBytes: Int
    let source: RPMPackageSource
}
