/// Does work on many items, so many at once, and gives the results in the items' order.
struct JobWindow {
    let jobs: Int

    /// - Throws: what the work throws; then nothing more begins.
    func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            var next = 0
            while results.count < items.count {
                while next < items.count, next - results.count < jobs {
                    let (number, item) = (next, items[next])
                    group.addTask { (number, try await work(item)) }
                    next += 1
                }
                guard let (number, result) = try await group.next() else { break }
                results[number] = result
            }
            return items.indices.compactMap { results[$0] }
        }
    }
}
