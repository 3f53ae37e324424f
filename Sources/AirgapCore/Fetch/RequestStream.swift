/// A request's body that is read piece by piece, as fast as the server takes it.
package struct RequestStream: Sendable {
    /// Bytes of the whole, sent as Content-Length.
    package let length: Int64
    /// The bytes; read from the beginning again whenever the request is sent again.
    package let pieces: TransportBody

    package init(length: Int64, pieces: TransportBody) {
        self.length = length
        self.pieces = pieces
    }
}
