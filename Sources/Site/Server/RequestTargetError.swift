/// Why a request's target cannot be answered.
enum RequestTargetError: Error, Equatable {
    /// Broken escapes, control characters, or not UTF-8.
    case malformed
    /// `..` stands in it.
    case leavesRoot
    /// Longer than `RequestTarget.limit`.
    case tooLong
}
