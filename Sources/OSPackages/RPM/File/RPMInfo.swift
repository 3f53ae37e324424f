/// What an rpm says of itself besides its relations: what primary.xml tells people, and the digests of its parts.
///
/// Texts that the rpm does not have are empty; texts may hold control characters, which XML cannot.
struct RPMInfo: Sendable, Equatable {
    var summary = ""
    var description = ""
    var url = ""
    var license = ""
    var vendor = ""
    var group = ""
    var buildHost = ""
    var sourceRPM = ""
    var packager = ""
    /// Seconds since 1970.
    var buildTime: UInt64 = 0
    /// Bytes of the installed files.
    var installedSize: UInt64 = 0
    /// Bytes of the payload before compression.
    var archiveSize: UInt64 = 0
    /// The main header's place in the file, in bytes: rpm-md's `rpm:header-range`.
    var headerRange = 0..<0
    var isSource = false
    /// Of the compressed payload; nil before rpm 4.14.
    var payloadDigest: RPMDigest?
    /// Of the main header's bytes, one for each algorithm that there is.
    var headerDigests: [RPMDigest] = []
}
