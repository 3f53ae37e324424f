/// What a server said to an `UploadRequest`, after redirects, whatever the status.
package struct UploadAnswer: Sendable {
    package let method: String
    package let status: Int
    package let headers: HTTPHeaders
    /// At most `UploadClient.answerLimit` bytes.
    package let body: [UInt8]
    /// Where it finally came from.
    package let url: RemoteURL

    /// Whether the status is one of success.
    package var isSuccess: Bool { (200...299).contains(status) }

    /// The answer as a failed attempt, with the server's own words and what it asks to wait.
    package var failure: Retrier.Failure {
        Retrier.Failure(
            status: status, headers, method: method, url: url, detail: ErrorDetail.text(of: body), now: .now())
    }
}
