import AirgapCore

/// Does something for every file, several at a time, and tells all that failed.
struct FileWork {
    private static let width = 8

    let stage: ModuleName

    /// - Returns: the results in the order of the elements.
    /// - Throws: `StageError`, or `FailureList` of all that failed; `CancellationError`.
    func all<Element: Sendable, Result: Sendable>(
        _ elements: [Element], named name: (Element) -> String,
        _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        let names = elements.map(name)
        let outcomes = try await withThrowingTaskGroup(of: (Int, Swift.Result<Result, StageError>).self) { group in
            var outcomes: [Int: Swift.Result<Result, StageError>] = [:]
            var next = 0
            while outcomes.count < elements.count {
                if next < elements.count, next - outcomes.count < Self.width {
                    let (index, element, name) = (next, elements[next], names[next])
                    group.addTask { (index, try await outcome(element, name, body)) }
                    next += 1
                } else if let (index, outcome) = try await group.next() {
                    outcomes[index] = outcome
                }
            }
            return outcomes
        }
        let sorted = outcomes.sorted { $0.key < $1.key }.map(\.value)
        try FailureList.throwIfAny(
            sorted.compactMap { outcome -> StageError? in
                if case .failure(let error) = outcome { error } else { nil }
            })
        return try sorted.map { try $0.get() }
    }

    private func outcome<Element: Sendable, Result: Sendable>(
        _ element: Element, _ name: String, _ body: @Sendable (Element) async throws -> Result
    ) async throws -> Swift.Result<Result, StageError> {
        do {
            return .success(try await body(element))
        } catch let error as CancellationError {
            throw error
        } catch {
            return .failure(StageError(stage: stage.rawValue, item: name, cause: error))
        }
    }
}
