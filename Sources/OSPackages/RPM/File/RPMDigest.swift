/// A digest that an rpm says of one of its parts.
struct RPMDigest: Sendable, Equatable {
    let algorithm: RPMHashAlgorithm
    /// Lower-case hexadecimal digits, as they stand in the file.
    let hex: String
}
