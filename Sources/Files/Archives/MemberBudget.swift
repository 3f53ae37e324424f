import AirgapCore

/// Ends the reading of an archive that grows far more than honest ones do.
struct MemberBudget {
    /// What every archive may unpack to, in bytes.
    private static let always: Int64 = 1 << 30
    /// How many times its own size a larger one may unpack to.
    private static let ratio: Int64 = 100

    private let limit: Int64
    private var used: Int64 = 0

    /// - Parameter size: the archive's size in bytes.
    init(archiveSize size: Int64) {
        let grown = size.multipliedReportingOverflow(by: Self.ratio)
        limit = max(Self.always, grown.overflow ? .max : grown.partialValue)
    }

    /// Counts bytes that were unpacked.
    ///
    /// - Throws: `FileEntryError.bomb`.
    mutating func take(_ bytes: Int64) throws(FileEntryError) {
        let sum = used.addingReportingOverflow(max(0, bytes))
        guard !sum.overflow, sum.partialValue <= limit else { throw .bomb(limit) }
        used = sum.partialValue
    }
}
