import AirgapCore
import TestSupport

/// One tree for all tests that change nothing in it.
actor SharedTree {
    private static let shared = SharedTree()
    /// One task for all who wait for it.
    private let made = Task { () async throws -> (SiteTree, TemporaryFolder) in
        let folder = try TemporaryFolder()
        return (try await SiteTree(in: folder), folder)
    }

    /// Serves the tree in a form while a body runs.
    @discardableResult
    static func serve<Result: Sendable>(
        _ form: SiteForm = .unpacked, _ arguments: [String] = [],
        _ body: @escaping @Sendable (ServedProcess, SiteTree) async throws -> Result
    ) async throws -> Result {
        let tree = try await shared.made.value.0
        let folder = try TemporaryFolder()
        return try await ServedProcess.run(form.path(of: tree), arguments, in: folder) { try await body($0, tree) }
            .result
    }
}
