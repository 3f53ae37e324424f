/// Compares the members that a lock lists with those that are there.
package struct ListedMembers {
    private let listed: [RelativePath: Digest]

    /// - Parameter listed: every path that must be there, with its digest.
    package init(_ listed: [RelativePath: Digest]) {
        self.listed = listed
    }

    /// What is missing, different, or not listed, sorted by path.
    ///
    /// - Parameters:
    ///   - facts: the members seen.
    ///   - owned: whether a member belongs here.
    /// - Returns: the findings.
    package func findings(in facts: BundleFacts, owned: (RelativePath) -> Bool) -> [Finding] {
        let present = facts.members.keys.filter(owned)
        return Set(listed.keys).union(present).sorted().compactMap { path in
            guard let expected = listed[path] else { return Finding(path, "not listed in airgap.lock") }
            guard let found = facts.members[path] else {
                return Finding(path, "listed in airgap.lock, but missing")
            }
            guard expected != found.digest else { return nil }
            return Finding(path, "airgap.lock has \(expected), the member is \(found.digest)")
        }
    }

    /// Reads a module's section of the lock.
    ///
    /// - Parameters:
    ///   - type: the module's locked value.
    ///   - facts: what is known of the bundle.
    ///   - findings: takes the fault when the section cannot be read.
    /// - Returns: nil when there is no section, or when it cannot be read.
    package static func section<Locked: Decodable>(
        _ type: Locked.Type, in facts: BundleFacts, _ findings: inout [Finding]
    ) -> Locked? {
        guard let bytes = facts.lockedSection else { return nil }
        do {
            return try JSONCoding.decode(type, from: bytes)
        } catch {
            findings.append(Finding(BundleLayout.lock, "a module's section cannot be read: \(error)"))
            return nil
        }
    }
}
