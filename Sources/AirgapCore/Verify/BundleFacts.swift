/// What is known at the end of a pass, when modules check their structure.
package struct BundleFacts: Sendable {
    /// The architecture that bundle.json names.
    package let architecture: Architecture
    /// Every member seen, with the size and digest computed from its bytes.
    package let members: [RelativePath: MemberFact]
    /// This module's section of the airgap.lock inside, JSON; nil when it has none.
    package let lockedSection: [UInt8]?
    /// What bundle.json says that this module leaves out on purpose.
    package let absences: [Absence]

    /// Size in bytes and digest of a member, computed from its bytes.
    package struct MemberFact: Sendable, Equatable {
        package let size: Int64
        package let digest: Digest

        package init(size: Int64, digest: Digest) {
            self.size = size
            self.digest = digest
        }
    }

    package init(
        architecture: Architecture, members: [RelativePath: MemberFact], lockedSection: [UInt8]?,
        absences: [Absence] = []
    ) {
        self.architecture = architecture
        self.members = members
        self.lockedSection = lockedSection
        self.absences = absences
    }
}
