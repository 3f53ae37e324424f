import CSolv

/// libsolv's growing array of numbers.
final class IDQueue {
    var queue = Queue()

    init(_ ids: [Id] = []) {
        queue_init(&queue)
        for id in ids { queue_push(&queue, id) }
    }

    deinit { queue_free(&queue) }

    func push(_ first: Id, _ second: Id) { queue_push2(&queue, first, second) }

    var ids: [Id] { Array(UnsafeBufferPointer(start: queue.elements, count: Int(queue.count))) }
}
