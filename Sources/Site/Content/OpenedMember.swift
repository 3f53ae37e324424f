package import AirgapCore

/// A member that is being sent.
package protocol OpenedMember: Sendable {
    /// The file that regions are places of.
    var file: FileReader { get }

    /// The bytes from an offset on, in order.
    ///
    /// - Parameters:
    ///   - offset: below the member's size.
    ///   - limits: the most that is wanted.
    /// - Returns: at least one byte.
    /// - Throws: `FileError`, `BundleReadError`, or `SiteError` for what is damaged.
    func pieces(at offset: Int64, limits: PieceLimits) throws -> [ContentPiece]

    /// The same as far as nothing has to be read or decompressed for it, so that it may be called on any thread.
    ///
    /// - Parameters:
    ///   - offset: below the member's size.
    ///   - limits: the most that is wanted.
    /// - Returns: nothing when something has to be read.
    /// - Throws: `SiteError` for what is damaged.
    func readyPieces(at offset: Int64, limits: PieceLimits) throws -> [ContentPiece]
}
