import AirgapCore

/// A blob as a request's body, proved while it is sent: its last piece is held back until all of it has the right digest,
/// so a server never gets the whole of a wrong one.
struct BlobBody: Sendable {
    let source: any PushSource
    let blob: PushBlob
    let counter: SentCounter

    /// The whole blob.
    func whole() -> RequestStream {
        RequestStream(
            length: blob.size,
            pieces: TransportBody {
                counter.rollBack()
                var pieces = ProvedPieces(source: source, blob: blob)
                return TransportBody.AsyncIterator {
                    try Task.checkCancellation()
                    guard let piece = try pieces.next() else { return nil }
                    counter.add(piece.count)
                    return piece
                }
            })
    }

    /// A part of a blob that was proved before.
    func part(_ range: Range<Int64>) -> RequestStream {
        RequestStream(
            length: Int64(range.count),
            pieces: TransportBody {
                counter.rollBack()
                var left = range.count
                var next: (() throws -> [UInt8]?)?
                return TransportBody.AsyncIterator {
                    try Task.checkCancellation()
                    if next == nil { next = try source.pieces(of: blob.entry, from: range.lowerBound) }
                    guard left > 0, var piece = try next?() else { return nil }
                    if piece.count > left { piece.removeLast(piece.count - left) }
                    left -= piece.count
                    counter.add(piece.count)
                    return piece
                }
            })
    }
}
