/// A text that is not acceptable JSON.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    /// Bytes from the beginning.
    package let offset: Int
    package let reason: String

    package init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    package var description: String { "not acceptable JSON at byte \(offset): \(reason)" }
}
