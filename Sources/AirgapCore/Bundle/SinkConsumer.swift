/// Hands a member's content on.
final class SinkConsumer: MemberConsumer {
    private let sink: @Sendable (UnsafeRawBufferPointer) throws -> Void

    init(_ sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void) {
        self.sink = sink
    }

    func begin(_ number: Int, _ entry: BundleContents.Entry, size: Int64) {}

    func take(_ bytes: UnsafeRawBufferPointer) throws { try sink(bytes) }

    func end(isGood: Bool) {}
}
