/// A target's repositories, in the order written.
enum TargetRepositories: Sendable {
    case deb([DebRepository])
    /// With the module streams that are switched on, `nodejs:20`.
    case rpm([RPMRepository], streams: [String])
}
