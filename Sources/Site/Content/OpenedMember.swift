package import AirgapCore

/// A member that is being sent.
package protocol OpenedMember: Sendable {
    /// The file that regions are places of.
    var file: FileReader { get }

    /// Whether `piece` reads nothing itself, so that it may be called on any thread.
    var isInstant: Bool { get }

    /// The bytes from an offset on.
    ///
    /// - Parameters:
    ///   - offset: below the member's size.
    ///   - limit: the most bytes that are wanted, at least 1.
    /// - Returns: at least one byte.
    /// - Throws: `FileError`, or `SiteError` for what is damaged.
    func piece(at offset: Int64, limit: Int) throws -> ContentPiece
}
