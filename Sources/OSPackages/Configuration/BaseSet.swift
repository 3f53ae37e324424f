import SystemPackage

/// What a target's machines are taken to have before anything of the bundle is installed.
enum BaseSet: Sendable {
    /// Nothing: the closure starts from an empty system.
    case none
    /// Nothing, and what every system of the distribution has is carried too.
    case include
    /// What a listing of the site's machines names; that is left out of the bundle.
    case assume(written: String, path: FilePath)
}
