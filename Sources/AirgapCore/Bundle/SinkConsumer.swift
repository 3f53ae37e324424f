/// Hands one member's content on.
///
/// `@unchecked Sendable`: one pass after the other uses it, each on one thread.
final class SinkConsumer: MemberConsumer, @unchecked Sendable {
    private let sink: @Sendable (UnsafeRawBufferPointer) throws -> Void
    private let wanted: Int
    private var isWanted = false

    /// - Parameters:
    ///   - sink: gets the bytes.
    ///   - entry: the member's number in the contents; others are passed over.
    init(_ sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void, of entry: Int) {
        self.sink = sink
        wanted = entry
    }

    func begin(_ number: Int, _ entry: BundleContents.Entry, size: Int64) { isWanted = number == wanted }

    func take(_ bytes: UnsafeRawBufferPointer) throws {
        if isWanted { try sink(bytes) }
    }

    func end(isGood: Bool) { isWanted = false }
}
