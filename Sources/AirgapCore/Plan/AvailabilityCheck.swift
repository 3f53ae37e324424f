/// Asks the servers whether what was locked earlier can still be had.
package struct AvailabilityCheck: Sendable {
    private let context: ResolveContext
    private let width: Int

    /// - Parameters:
    ///   - context: the network and the store.
    ///   - width: how many are asked at once.
    package init(context: ResolveContext, width: Int = 8) {
        self.context = context
        self.width = width
    }

    /// Asks for everything of the modules taken from the lock that is not in the cache.
    ///
    /// - Returns: what cannot be had, in the plan's order.
    /// - Throws: `StageError`, `FileError`, `CancellationError`.
    package func failures(of plan: BundlePlan) async throws -> [any ExplainedError] {
        var seen: Set<Digest> = []
        let items = try plan.modules.filter(\.isFromLock).flatMap { try $0.items() }.filter { item in
            guard seen.insert(item.digest).inserted else { return false }
            return try !context.store.contains(item.digest, size: item.size)
        }
        guard !items.isEmpty else { return [] }
        context.progress.report(.began(stage: "plan", activity: "asking whether what is locked can still be had"))
        let outcomes = try await ask(items)
        context.progress.report(.ended(stage: "plan", summary: "objects asked for: \(items.count)"))
        return outcomes.sorted { $0.key < $1.key }.map(\.value)
    }

    private func ask(_ items: [FetchItem]) async throws -> [Int: any ExplainedError] {
        try await withThrowingTaskGroup(of: (Int, (any ExplainedError)?).self) { group in
            var failures: [Int: any ExplainedError] = [:]
            var (next, done) = (0, 0)
            while done < items.count {
                if next < items.count, next - done < width {
                    let (index, item) = (next, items[next])
                    group.addTask { (index, try await failure(of: item)) }
                    next += 1
                } else if let (index, failure) = try await group.next() {
                    failures[index] = failure
                    done += 1
                }
            }
            return failures
        }
    }

    private func failure(of item: FetchItem) async throws -> (any ExplainedError)? {
        do {
            _ = try await SourceProbe(context.sources).size(
                ofAny: item.sources, headers: item.headers, authorizers: item.authorizers)
            return nil
        } catch let error as CancellationError {
            throw error
        } catch {
            return StageError(stage: item.module.rawValue, item: item.name, cause: error)
        }
    }
}
