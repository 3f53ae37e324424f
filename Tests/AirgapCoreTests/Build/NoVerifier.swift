import AirgapCore

/// Looks at nothing.
struct NoVerifier: ModuleVerifier {
    mutating func interest(in member: ArchiveMember) -> MemberInterest { .digest }

    mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {}

    mutating func finish(_ facts: BundleFacts) -> [Finding] { [] }
}
