import TestSupport
import Testing

@testable import AirgapCore

/// Only what is stored from end to end, and whole, is taken as stored.
struct StoredBlocksTests {
    private func block(_ content: [UInt8], isLast: Bool) -> [UInt8] {
        let length = LittleEndian.bytes(UInt64(content.count), count: 2)
        return [isLast ? 1 : 0] + length + length.map { ~$0 } + content
    }

    private func contents(_ stream: [UInt8], size: Int) -> [UInt8]? {
        stream.withUnsafeBytes { bytes in
            StoredBlocks(bytes, size: size).map { blocks in
                var result: [UInt8] = []
                blocks.forEach { result += $1 }
                return result
            }
        }
    }

    @Test
    func wholeStreams() {
        #expect(contents(block([], isLast: true), size: 0) == [])
        #expect(contents(block([1, 2], isLast: false) + block([3], isLast: true), size: 3) == [1, 2, 3])
        let large = [UInt8](repeating: 7, count: 65535)
        #expect(contents(block(large, isLast: false) + block([], isLast: true), size: 65535) == large)
    }

    @Test
    func everythingElse() {
        let good = block([1, 2], isLast: false) + block([3], isLast: true)
        for count in 0..<good.count { #expect(contents(Array(good.prefix(count)), size: 3) == nil) }
        #expect(contents(good + [0], size: 3) == nil)
        #expect(contents(good, size: 2) == nil)
        #expect(contents(good, size: 4) == nil)
        for bit in 0..<40 {
            var changed = good
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(contents(changed, size: 3) == nil, "bit \(bit)")
        }
        // A compressed block behind a stored one.
        #expect(contents(block([1, 2], isLast: false) + [3, 0], size: 2) == nil)
    }
}
