/// How the fetcher behaves.
package struct FetchSettings: Sendable {
    /// How many objects are fetched at once.
    package var jobs = 8
    /// How many of them from one host.
    package var jobsPerHost = 4
    package var retry = RetryPolicy()
    /// Seconds in which at least `stallBytes` must arrive.
    package var stallSeconds: Int64 = 20
    /// The fewest bytes that count as progress in that time.
    package var stallBytes: Int64 = 1024
    /// Seconds until a server must answer a request whose body it has taken.
    package var answerSeconds: Int64 = 600
    /// How many redirects are followed.
    package var redirects = 10
    /// What servers see.
    package var userAgent = "airgap"

    package init() {}
}
