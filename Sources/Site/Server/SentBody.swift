/// How far the sending of a body came.
struct SentBody: Sendable {
    /// Bytes that the system took.
    let count: Int64
    /// Why they are not all; nil when they are.
    let failure: (any Error)?
}
