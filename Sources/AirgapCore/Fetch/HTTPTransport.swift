/// Sends one request and gives back one answer: no redirects, no retries, no decoding.
package protocol HTTPTransport: Sendable {
    /// Sends a request and waits for the answer's head; the body is read afterwards, as fast as the reader takes it.
    ///
    /// - Parameter request: the request.
    /// - Returns: the answer, its body still to be read.
    /// - Throws: `FetchError.transport` or `.refused` for whatever kept the request from being answered, or `CancellationError`.
    func send(_ request: TransportRequest) async throws -> TransportResponse
}
