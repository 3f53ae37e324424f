/// Checks one module's part of a bundle during one streaming pass, in constant memory.
///
/// Members come in archive order (byte order of their paths). The bytes are not trusted: they may be anything.
package protocol ModuleVerifier {
    /// Says how much it wants to see of a member that its module owns.
    mutating func interest(in member: ArchiveMember) -> MemberInterest

    /// Takes what it asked for; a member whose digest is wrong comes too.
    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember)

    /// Checks the structure after the last member.
    ///
    /// - Returns: everything found wrong, in a stable order.
    mutating func finish(_ facts: BundleFacts) -> [Finding]

    /// What `finish` proved or could not prove, a sentence each, for people: `debian12: every request installs from the
    /// bundle alone`.
    var statements: [String] { get }
}

extension ModuleVerifier {
    package var statements: [String] { [] }
}
