/// Why an index cannot be used.
package enum BundleIndexError: Error, Equatable, CustomStringConvertible {
    case malformed
    case unknownVersion
    case impossible

    package var description: String {
        switch self {
        case .malformed: "the index is malformed"
        case .unknownVersion: "the index is of an unknown version"
        case .impossible: "the index holds impossible sizes"
        }
    }
}
