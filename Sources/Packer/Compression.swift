/// How hard an archive is compressed.
package enum Compression: String, CaseIterable, Sendable {
    /// As fast as it can be.
    case fast
    /// About as small as `gzip -6`.
    case standard = "default"
    /// Stored blocks only.
    case none

    /// libdeflate's level for a chunk.
    ///
    /// The hardest level gains least where little can be gained, and takes longest there: measured on programs, libraries
    /// and texts, level 4 from 45 % on takes a ninth less time than level 5 for all, for 0.2 % of size.
    ///
    /// - Parameter percent: how large samples of the chunk are when level 1 has compressed them, 100 as they were.
    /// - Returns: 1 to 12; nil when it is to be stored.
    func level(percent: Int) -> Int32? {
        switch self {
        case .fast: percent > 90 ? nil : 1
        case .standard: percent > 96 ? nil : percent >= 45 ? 4 : 5
        case .none: nil
        }
    }

    /// All levels that it takes.
    var levels: Set<Int32> { Set((0...100).compactMap(level(percent:))) }
}
