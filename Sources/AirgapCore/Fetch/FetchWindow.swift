/// Chooses what is fetched next: in the order given, but no host gets more than its share at once.
struct FetchWindow {
    private var waiting: [FetchItem]
    private var running: [String: Int] = [:]
    private let jobsPerHost: Int

    init(_ items: [FetchItem], jobsPerHost: Int) {
        waiting = items.reversed()
        self.jobsPerHost = jobsPerHost
    }

    /// How many have not begun.
    var waitingCount: Int { waiting.count }

    /// The next item whose host has a place, or nil.
    mutating func next() -> FetchItem? {
        guard let index = waiting.lastIndex(where: { running[Self.host($0), default: 0] < jobsPerHost }) else {
            return nil
        }
        let item = waiting.remove(at: index)
        running[Self.host(item), default: 0] += 1
        return item
    }

    /// Takes note that an item is done.
    mutating func finished(_ item: FetchItem) {
        running[Self.host(item), default: 1] -= 1
    }

    private static func host(_ item: FetchItem) -> String { item.sources.first?.authority ?? "" }
}
