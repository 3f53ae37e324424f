import AirgapCore

/// Reader, compressors and writer at work at once, each on its own thread; the members are written in order, so the bytes
/// do not depend on how many work.
struct PackPipeline: Sendable {
    let feed: any PackSource
    let compressors: [PackCompressor]
    let output: PackOutput

    /// How many slots so many compressors need: one that is being filled, one that is being written, as many as are
    /// compressed, and some on their way.
    private static func slots(jobs: Int) -> Int { jobs + 3 }

    /// Packs everything.
    ///
    /// - Returns: bytes of every file in archive order.
    /// - Throws: `PackError`, `FileError`, `CancellationError`.
    func run() async throws -> [Int64] {
        let belt = PackBelt(slots: Self.slots(jobs: compressors.count), jobs: compressors.count)
        let outcome = await withTaskCancellationHandler {
            await run(belt)
        } onCancel: {
            belt.stop()
        }
        let sizes = try outcome.get()
        // Who was stopped has not written everything.
        guard !belt.isStopped else { throw CancellationError() }
        return sizes
    }

    private func run(_ belt: PackBelt) async -> Result<[Int64], any Error> {
        await withTaskGroup(of: Result<[Int64], any Error>.self) { group in
            for compressor in compressors {
                group.addTask {
                    await compressor.run(belt)
                    return .success([])
                }
            }
            group.addTask {
                await result(belt) {
                    try await output.run(belt)
                    return []
                }
            }
            let sizes = await result(belt) { try await feed.run(belt) }
            return await group.reduce(sizes, Self.worse)
        }
    }

    /// When one fails, the others must not wait for it.
    private func result(_ belt: PackBelt, _ work: @Sendable () async throws -> [Int64]) async -> Result<
        [Int64], any Error
    > {
        do {
            return .success(try await work())
        } catch {
            belt.stop()
            return .failure(error)
        }
    }

    /// The one to tell of: not that somebody was stopped, but why.
    private static func worse(_ one: Result<[Int64], any Error>, _ two: Result<[Int64], any Error>) -> Result<
        [Int64], any Error
    > {
        switch (one, two) {
        case (_, .success): one
        case (.failure(let error), .failure) where !(error is CancellationError): one
        default: two
        }
    }
}
