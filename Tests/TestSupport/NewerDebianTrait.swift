package import Testing

/// Makes a `NewerDebian` once for a suite and all suites within it; it is removed when the last test of them has ended.
package struct NewerDebianTrait: SuiteTrait, TestScoping {
    @TaskLocal private static var current: NewerDebian?

    fileprivate let packages: [String]

    /// The one of the suite that the current test is in.
    ///
    /// - Throws: `PeerProgram.Failure` when the suite does not have the trait.
    package static var debian: NewerDebian {
        get throws {
            guard let current else { throw PeerProgram.Failure(description: "the suite is not marked .newerDebian") }
            return current
        }
    }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let debian = try await NewerDebian(packages)
        try await Self.$current.withValue(debian) { try await function() }
    }
}

extension Trait where Self == NewerDebianTrait {
    /// The suite's tests use programs of `NewerDebianTrait.debian`, which are in these packages.
    package static func newerDebian(_ packages: String...) -> Self { Self(packages: packages) }
}
