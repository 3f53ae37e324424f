/// What another program said when it refused.
package struct PeerError: Error, CustomStringConvertible {
    package let program: String
    package let words: String

    package init(_ program: String, _ words: String) {
        self.program = program
        self.words = words
    }

    package var description: String { "\(program): \(words)" }
}
