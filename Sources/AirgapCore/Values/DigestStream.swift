import CSHA256

/// A SHA-256 (FIPS 180-4) of bytes that `DigestBatch` hashes.
package final class DigestStream {
    static let blockSize = 64
    /// Whether the processor has the instructions that hash two streams abreast.
    static let isPaired = airgap_sha256_has_instructions()

    /// What the whole blocks so far gave.
    var state = airgap_sha256_start()
    /// The beginning of a block whose end has not come.
    private var tail: [UInt8] = []
    /// What is given and not hashed yet, the last part first.
    private var parts: [UnsafeRawBufferPointer] = []
    /// How many bytes were hashed.
    package private(set) var byteCount: Int64 = 0
    /// Does the work where the instructions are missing.
    private lazy var other = DigestHasher()

    package init() {}

    /// Whether nothing waits.
    var isIdle: Bool { parts.isEmpty }

    /// Takes bytes that must stay until they are hashed.
    func add(_ bytes: UnsafeRawBufferPointer) { parts.insert(bytes, at: 0) }

    /// The next whole blocks that wait, side by side in memory; empty when there are none. What stands before and behind
    /// them is taken.
    func nextBlocks() -> UnsafeRawBufferPointer {
        while let part = parts.last {
            if tail.isEmpty, part.count >= Self.blockSize {
                return UnsafeRawBufferPointer(rebasing: part[..<(part.count / Self.blockSize * Self.blockSize)])
            }
            let count = min(part.count, Self.blockSize - tail.count)
            tail += part[..<count]
            drop(count)
            guard tail.count == Self.blockSize else { continue }
            tail.withUnsafeBufferPointer { airgap_sha256_one(&state, $0.baseAddress, 1) }
            tail.removeAll(keepingCapacity: true)
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// These bytes of the first part are hashed.
    func drop(_ count: Int) {
        guard let part = parts.popLast() else { return }
        byteCount += Int64(count)
        if count < part.count { parts.append(UnsafeRawBufferPointer(rebasing: part[count...])) }
    }

    /// Hashes what waits, without a partner.
    func runAlone() {
        guard Self.isPaired else { return runWithoutInstructions() }
        while true {
            let blocks = nextBlocks()
            guard let bytes = blocks.baseAddress, !blocks.isEmpty else { return }
            airgap_sha256_one(&state, bytes.assumingMemoryBound(to: UInt8.self), blocks.count / Self.blockSize)
            drop(blocks.count)
        }
    }

    private func runWithoutInstructions() {
        while let part = parts.last {
            other.update(part)
            drop(part.count)
        }
    }

    /// The digest of all bytes that were hashed so far.
    package func digest() -> Digest {
        guard Self.isPaired else { return other.digest() }
        // FIPS 180-4, section 5.1.1: a one, zeros, and the length in bits.
        var last = tail + [0x80]
        last += [UInt8](repeating: 0, count: (2 * Self.blockSize - 8 - last.count) % Self.blockSize)
        last += LittleEndian.bytes(UInt64(byteCount) << 3, count: 8).reversed()
        var state = state
        last.withUnsafeBufferPointer { airgap_sha256_one(&state, $0.baseAddress, $0.count / Self.blockSize) }
        return Digest(words: state.words)
    }
}
