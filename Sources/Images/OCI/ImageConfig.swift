import AirgapCore

/// What is needed of an image's configuration: the platform it was made for (OCI image specification, config.md).
package struct ImageConfig: Equatable, Sendable {
    /// The largest configuration in bytes that is read.
    package static let sizeLimit = 4 << 20

    package let platform: Platform

    /// - Throws: `ImageError.badConfig`.
    package init(parsing bytes: [UInt8]) throws(ImageError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .badConfig("\(error)")
        }
        guard let platform = Platform(value) else { throw .badConfig("'os' or 'architecture' is missing") }
        self.platform = platform
    }
}
