import SystemPackage

/// The slices of real rpm-md, and the programs beside them.
enum RPMFixtures {
    private static let folder = FilePath(#filePath).removingLastComponent().appending("../../Fixtures/rpm-md")

    /// A file of the slice `baseos` or `appstream`.
    static func file(_ name: String) -> FilePath { folder.appending(name) }

    /// Writes packages as `tell-primary` does.
    static let teller = file("tell-primary").string
}
