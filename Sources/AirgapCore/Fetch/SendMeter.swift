import Synchronization

/// Counts the bytes that a server has taken of a request's body.
final class SendMeter: Sendable {
    private let count = Atomic<Int64>(0)

    /// Bytes so far; less than before when the request is sent again.
    var bytes: Int64 { count.load(ordering: .relaxed) }

    /// The same stream, counted.
    func metered(_ stream: RequestStream) -> RequestStream {
        let pieces = stream.pieces
        return RequestStream(
            length: stream.length,
            pieces: TransportBody {
                self.count.store(0, ordering: .relaxed)
                let iterator = pieces.makeAsyncIterator()
                return TransportBody.AsyncIterator {
                    guard let piece = try await iterator.next() else { return nil }
                    self.count.add(Int64(piece.count), ordering: .relaxed)
                    return piece
                }
            })
    }
}
