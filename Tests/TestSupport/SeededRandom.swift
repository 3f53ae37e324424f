/// Random numbers that are the same in every run (Knuth's MMIX generator).
package struct SeededRandom: Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// A number from 0 to `limit` - 1.
    package mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}

extension SeededRandom {
    /// So many random bytes.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while result.count < count { withUnsafeBytes(of: next()) { result += $0.prefix(count - result.count) } }
        return result
    }
}
