/// A body that arrives in chunks; it is read once.
package struct TransportBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    /// Gives the next chunk, nil at the end.
    package struct AsyncIterator: AsyncIteratorProtocol {
        private let nextChunk: () async throws -> [UInt8]?

        package init(_ nextChunk: @escaping () async throws -> [UInt8]?) {
            self.nextChunk = nextChunk
        }

        package func next() async throws -> [UInt8]? { try await nextChunk() }
    }

    private let makeIterator: @Sendable () -> AsyncIterator

    /// - Parameter makeIterator: called once, when the body is read.
    package init(_ makeIterator: @escaping @Sendable () -> AsyncIterator) {
        self.makeIterator = makeIterator
    }

    package func makeAsyncIterator() -> AsyncIterator { makeIterator() }
}
