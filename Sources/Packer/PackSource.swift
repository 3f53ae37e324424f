/// What fills the slots of a pipeline.
protocol PackSource: Sendable {
    /// Fills slots until everything is read, and tells the belt so.
    ///
    /// - Returns: bytes of every file.
    /// - Throws: `FileError`, `CancellationError`.
    func run(_ belt: PackBelt) async throws -> [Int64]
}
