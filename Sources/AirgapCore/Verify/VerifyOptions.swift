/// What verify is to look at, and how.
package struct VerifyOptions: Sendable {
    /// How many parts are read at once, at least 1.
    package var jobs: Int
    /// Only the first members, the structure and the sizes: contents are not read.
    package var isQuick: Bool
    /// The file's own digest too, compared with the `.sha256` beside it; it costs a second reading.
    package var withFileDigest: Bool

    /// What the bundle must show before anything in it is believed.
    package var trust: BundleTrust

    package init(
        jobs: Int = 2, isQuick: Bool = false, withFileDigest: Bool = false, trust: BundleTrust = BundleTrust()
    ) {
        self.jobs = max(jobs, 1)
        self.isQuick = isQuick
        self.withFileDigest = withFileDigest
        self.trust = trust
    }
}
