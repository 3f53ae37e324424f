/// What a target's machines are taken to have, or get, besides what was asked for.
package struct LockedBase: Codable, Equatable, Sendable {
    /// A package that the site's machines have.
    package struct Package: Codable, Equatable, Sendable {
        package let name: String
        /// nil when the listing has no versions.
        package let version: String?
        package let architecture: String
        /// Its Provides, as far as they are known, in the family's own notation.
        package let provides: [String]?
    }

    /// Names of the base set that are carried: `base: include`.
    package let included: [String]?
    /// What a listing names: `base: { assume: FILE }`.
    package let assumed: [Package]?
    /// Names that would be in the bundle, had they not been assumed; sorted.
    package let leftOut: [String]?
}
