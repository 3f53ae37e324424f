import AirgapCore

/// Keeps reader, compressors and writer busy, each on its own thread; the members are written in order, so the bytes do
/// not depend on how many work.
struct PackPipeline {
    private let feed: PackFeed
    private let output: PackOutput
    private let progress: any ProgressReporter
    private var compressors: [PackCompressor]
    private var order = PackOrder()
    /// Full slots that no compressor took yet.
    private var waiting: ArraySlice<PackSlot> = []
    /// Slots that were written, for the reader.
    private var free: [PackSlot]
    private var isReading = false
    private var isAtEnd = false
    /// Slots that the reader does not have.
    private var away = 0
    private let slots: Int

    /// How many slots so many compressors need: one that is being filled, as many as are compressed, and some on their way.
    static func slots(jobs: Int) -> Int { jobs + 5 }

    init(
        _ feed: PackFeed, _ compressors: [PackCompressor], _ output: PackOutput, progress: any ProgressReporter
    ) {
        self.feed = feed
        self.compressors = compressors
        self.output = output
        self.progress = progress
        free = []
        slots = Self.slots(jobs: compressors.count)
    }

    /// Packs everything.
    ///
    /// - Throws: `PackError`, `FileError`, `CancellationError`.
    mutating func run() async throws {
        try await withThrowingTaskGroup(of: PackEvent.self) { group in
            start(&group)
            while let event = try await group.next() {
                try Task.checkCancellation()
                take(event)
                start(&group)
            }
        }
    }

    private mutating func take(_ event: PackEvent) {
        switch event {
        case .read(let portion):
            progress.report(.advanced(stage: "pack", bytes: portion.bytes))
            waiting += portion.full
            away += portion.full.count
            isReading = false
            isAtEnd = portion.isLast
        case .compressed(let number, let slot, let compressor):
            order.finished(number, slot)
            compressors.append(compressor)
        case .written(let slots):
            order.written()
            free += slots
        }
    }

    /// Gives work to whoever is idle.
    private mutating func start(_ group: inout ThrowingTaskGroup<PackEvent, any Error>) {
        if let batch = order.nextBatch() {
            group.addTask { [output] in .written(try await output.write(batch)) }
        }
        while !waiting.isEmpty, let compressor = compressors.popLast(), let slot = waiting.popFirst() {
            let number = order.begin()
            group.addTask {
                await compressor.compress(slot)
                return .compressed(number, slot, compressor)
            }
        }
        // The reader needs one slot to fill, and two more.
        guard !isReading, !isAtEnd, slots - away + free.count >= 3 else { return }
        isReading = true
        away -= free.count
        group.addTask { [feed, free] in .read(try await feed.read(free)) }
        free = []
    }
}
