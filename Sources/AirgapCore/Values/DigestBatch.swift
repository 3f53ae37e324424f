import CSHA256

/// Hashes what several streams were given, two of them at a time: a processor with instructions for SHA-256 does two
/// abreast in two thirds of the time that they take one after the other.
///
/// The bytes must stay where they are until `run()`.
package final class DigestBatch {
    /// Those with something to hash, in the order in which they came.
    private var streams: [DigestStream] = []

    package init() {}

    /// Gives a stream its next bytes.
    package func add(_ bytes: UnsafeRawBufferPointer, to stream: DigestStream) {
        guard !bytes.isEmpty else { return }
        if stream.isIdle { streams.append(stream) }
        stream.add(bytes)
    }

    /// Hashes everything given so far.
    package func run() {
        if DigestStream.isPaired { runPaired() } else { streams.forEach { $0.runAlone() } }
        streams.removeAll(keepingCapacity: true)
    }

    private func runPaired() {
        var waiting = streams[...]
        guard var first = waiting.popFirst() else { return }
        while var second = waiting.popFirst() {
            while Self.step(first, second) {}
            if first.isIdle { swap(&first, &second) }
        }
        first.runAlone()
    }

    /// Hashes as many blocks of both as each has side by side in memory.
    ///
    /// - Returns: false when one of them has none.
    private static func step(_ first: DigestStream, _ second: DigestStream) -> Bool {
        let (one, two) = (first.nextBlocks(), second.nextBlocks())
        let blocks = min(one.count, two.count) / DigestStream.blockSize
        guard blocks > 0, let one = one.baseAddress, let two = two.baseAddress else { return false }
        airgap_sha256_two(
            &first.state, one.assumingMemoryBound(to: UInt8.self),
            &second.state, two.assumingMemoryBound(to: UInt8.self), blocks)
        first.drop(blocks * DigestStream.blockSize)
        second.drop(blocks * DigestStream.blockSize)
        return true
    }
}
