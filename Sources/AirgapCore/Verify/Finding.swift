/// Something that verify found wrong: which member, what was expected, what was found.
package struct Finding: Codable, Hashable, Sendable, CustomStringConvertible {
    /// A path inside the bundle, or the bundle's own file name.
    package let member: String
    /// What is wrong, with expected and found values.
    package let problem: String

    package init(_ member: String, _ problem: String) {
        self.member = member
        self.problem = problem
    }

    package init(_ member: RelativePath, _ problem: String) {
        self.init(member.description, problem)
    }

    package var description: String { "\(Quoted(member)): \(problem)" }
}

extension Finding {
    /// A member whose bytes are not those that SHA256SUMS lists.
    static func mismatch(_ path: RelativePath, expected: Digest, found: Digest) -> Finding {
        Finding(path, "digest mismatch: SHA256SUMS has \(expected), the member is \(found)")
    }
}
