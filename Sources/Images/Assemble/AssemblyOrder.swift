import AirgapCore

/// The order in which images are put together: what others stand on comes first.
enum AssemblyOrder {
    /// Sorts requests; images that stand on each other are a failure and left out.
    static func sorted(
        _ requests: [AssemblyRequest], _ failures: inout [any ExplainedError]
    ) -> [AssemblyRequest] {
        var waiting = requests
        var result: [AssemblyRequest] = []
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.destination))
            let ready = waiting.filter { request in
                guard case .image(let base) = request.base else { return true }
                return !names.contains(base.description)
            }
            guard !ready.isEmpty else {
                let circle = waiting.map(\.destination)
                failures.append(ImagesModule.failure(circle[0], AssemblyError.baseCircle(circle)))
                return result
            }
            result += ready
            waiting.removeAll(where: ready.contains)
        }
        return result
    }
}
