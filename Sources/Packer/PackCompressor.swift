import AirgapCore

/// Makes gzip members out of slots, one at a time, on a thread of its own.
actor PackCompressor {
    private let thread = OwnThread("pack.compress")
    private let maker: GzipMemberMaker

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Throws: `PackError.archive` when there is no memory.
    init(_ compression: Compression) throws {
        maker = try GzipMemberMaker(compression)
    }

    /// Makes members as long as full slots come.
    func run(_ belt: PackBelt) {
        while let (number, slot) = belt.takeFull() {
            slot.compress(with: maker)
            belt.put(made: slot, number)
        }
    }
}
