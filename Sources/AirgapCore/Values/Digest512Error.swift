/// A text that is no SHA-512 digest.
package struct Digest512Error: Error, Equatable, CustomStringConvertible {
    package let text: String

    package var description: String {
        "not a sha512 digest: \(Quoted(text)), expected 128 lower-case hex digits"
    }
}
