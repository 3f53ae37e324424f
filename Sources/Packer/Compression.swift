/// How hard an archive is compressed.
package enum Compression: String, CaseIterable, Sendable {
    /// Level 1 of libdeflate.
    case fast
    /// Level 5.
    case standard = "default"
    /// Stored blocks only.
    case none

    /// libdeflate's level; nil for none.
    var level: Int32? {
        switch self {
        case .fast: 1
        case .standard: 5
        case .none: nil
        }
    }
}
