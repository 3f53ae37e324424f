package import AirgapCore

/// What another machine says the time is: the `Date` of its answer (RFC 9110, section 6.6.1).
package struct ServerClock: Sendable, Equatable {
    /// The server as the user named it.
    package let name: String
    /// nil when it did not answer, or told no time.
    package let time: Timestamp?
    /// Why there is no time.
    package let failure: String?

    /// - Parameters:
    ///   - name: the server as the user named it.
    ///   - date: the `Date` header, when there was an answer.
    ///   - failure: why there was none.
    package init(name: String, date: String?, failure: String? = nil) {
        self.name = name
        time = date.flatMap { RetryAfter.seconds($0, now: Timestamp(seconds: 0)) }.map { Timestamp(seconds: $0) }
        self.failure = failure
    }
}
