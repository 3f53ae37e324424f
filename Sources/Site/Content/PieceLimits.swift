/// How much of a member is wanted at once.
package struct PieceLimits: Sendable {
    /// Bytes of all regions together, at least 1; never more than what is left.
    let regions: Int
    /// Bytes in memory, at least 1.
    let bytes: Int
}
