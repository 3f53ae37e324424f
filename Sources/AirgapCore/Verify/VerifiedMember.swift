/// What one member turned out to be.
struct VerifiedMember: Sendable {
    /// Its number in the contents.
    let entry: Int
    /// Nil when it could not be read as a whole.
    let fact: BundleFacts.MemberFact?
    /// The bytes that somebody wants to see.
    let kept: [UInt8]
}
