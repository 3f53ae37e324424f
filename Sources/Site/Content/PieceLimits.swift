/// How much of a member is wanted at once.
package struct PieceLimits: Sendable {
    /// Bytes that are given to the system at once without TLS: few, when many clients share the network, because each step
    /// must be on its way before the time for one is over.
    private static let regionSizes = (128 << 10)...(2 << 20)
    /// Bytes of all the steps of all connections without TLS.
    private static let regionShare = 64 << 20
    /// Bytes that are encrypted at once. A step stays in its connection's buffer until the client has taken it.
    private static let secureSizes = (16 << 10)...(128 << 10)
    /// Bytes of all the steps of all connections that are in memory.
    private static let memory = 16 << 20

    /// Bytes of all regions together, at least 1; never more than what is left.
    let regions: Int
    /// Bytes in memory, at least 1.
    let bytes: Int
}

extension PieceLimits {
    /// Less for each connection when there are many.
    ///
    /// - Parameters:
    ///   - left: bytes that are still to be sent.
    ///   - isSecure: whether regions have to be read and encrypted.
    ///   - connections: that are open.
    init(left: Int64, isSecure: Bool, connections: Int) {
        let share = Self.secureSize(Self.memory / max(1, connections))
        let region = min(
            max(Self.regionShare / max(1, connections), Self.regionSizes.lowerBound), Self.regionSizes.upperBound)
        self.init(regions: Int(min(left, Int64(isSecure ? share : region))), bytes: share)
    }

    /// A power of two, less what TLS adds to each of its records of 16 KiB: buffers grow by doubling, and so nothing of
    /// them is left unused.
    private static func secureSize(_ share: Int) -> Int {
        var size = secureSizes.lowerBound
        while size * 2 <= min(share, secureSizes.upperBound) { size *= 2 }
        return size - size / 512
    }
}
