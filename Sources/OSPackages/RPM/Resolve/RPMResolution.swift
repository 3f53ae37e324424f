import CSolv

/// A closure of rpm packages, and what is worth knowing about it.
struct RPMResolution {
    /// Why a package is in it: the package that needs it, and how; none for a requested one.
    struct Reason {
        let owner: Id
        let relation: String
    }

    let packages: [Id]
    let reasons: [Id: Reason]
    /// In words.
    let warnings: [String]
}
