/// What a plan means in bytes, all modules together.
package struct PlanTotals: Codable, Equatable, Sendable {
    package let bytes: Int64
    package let bytesToFetch: Int64
    package let cachedBytes: Int64
    /// What deduplication saves in the bundle.
    package let savedBytes: Int64
    /// How many objects have a size that nobody told.
    package let unknownSizes: Int
    /// About the size of the bundle.
    package let bundleBytes: Int64
    /// Free disk that a build needs here: what is fetched, the bundle, and the tree where it cannot be linked.
    package let diskHereBytes: Int64
    /// Disk at the site: the bundle, and what it holds once unpacked.
    package let diskAtSiteBytes: Int64

    /// - Parameters:
    ///   - modules: the plan's lines.
    ///   - linksTree: whether the tree costs no space because cache and output are on one file system.
    package init(_ modules: [PlannedModule], linksTree: Bool) {
        func sum(_ value: (PlannedModule) -> Int64) -> Int64 {
            modules.reduce(0) { $0.addingReportingOverflow(value($1)).partialValue }
        }
        bytes = sum(\.bytes)
        bytesToFetch = sum(\.bytesToFetch)
        cachedBytes = sum(\.cachedBytes)
        savedBytes = sum(\.sharedBytes)
        unknownSizes = modules.reduce(0) { $0 + $1.unknownSizes }
        // A header of 512 bytes and a line in SHA256SUMS for each object, before compression.
        bundleBytes = sum(\.packedBytes) + modules.reduce(0) { $0 + Int64($1.objects) * 256 } + 4096
        diskHereBytes = bytesToFetch + bundleBytes + (linksTree ? 0 : bytes)
        diskAtSiteBytes = bundleBytes + bytes
    }
}
