/// How much of a member a module's verifier wants to see.
package enum MemberInterest: Sendable, Equatable {
    /// Only its path, size and digest.
    case digest
    /// All of its bytes; members larger than the limit (bytes) are a finding.
    case contents(limit: Int)
    /// Its first bytes, up to this many.
    case prefix(Int)
    /// What the tar archive that it is holds: the lines of `TarOutline`.
    case tarOutline
}
