import CZlib

/// Decompresses gzip members one after the other (RFC 1952), strictly: every CRC and length is checked, and after the last
/// member nothing may follow.
final class GzipStream {
    private static let blockSize = 1 << 18

    private var stream = z_stream()
    private var isInside = false
    private let source: () throws -> [UInt8]
    private var input: [UInt8] = []
    private var used = 0
    private var sourceEnded = false
    private var members = 0
    /// Compressed bytes that were used so far.
    private(set) var offset: Int64 = 0

    /// - Parameter source: gives the next block of compressed bytes; empty at the end.
    /// - Throws: `StreamFault` when there is no memory.
    init(source: @escaping () throws -> [UInt8]) throws {
        self.source = source
        // 15: the largest window; +16: gzip framing only.
        guard airgap_inflate_init(&stream, 15 + 16) == Z_OK else {
            throw StreamFault(offset: nil, reason: "no memory to decompress")
        }
    }

    deinit { inflateEnd(&stream) }

    /// The next decompressed bytes; empty at the end of the last member.
    ///
    /// - Throws: `StreamFault`, or what the source throws.
    func next() throws -> [UInt8] {
        while true {
            guard try fill() else {
                guard members > 0, !isInside else {
                    throw fault(offset == 0 && !isInside ? "the file is empty" : "the file is truncated")
                }
                return []
            }
            if !isInside { try beginMember() }
            let block = try inflateBlock()
            if !block.isEmpty { return block }
        }
    }

    /// Makes sure that there is input.
    private func fill() throws -> Bool {
        if used < input.count { return true }
        if sourceEnded { return false }
        input = try source()
        used = 0
        sourceEnded = input.isEmpty
        return !sourceEnded
    }

    private func beginMember() throws {
        guard input[used] == 0x1F else {
            throw fault(members == 0 ? "not a gzip file\(Self.guess(input))" : "something follows the last gzip member")
        }
        inflateReset(&stream)
        isInside = true
        members += 1
    }

    /// What a file is that browsers, and people, make of a bundle.
    private static func guess(_ head: [UInt8]) -> String {
        if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
            return ", but a tar archive: 'gzip -n' makes a bundle of it again"
        }
        return head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? ", but one of zstd" : ""
    }

    private func inflateBlock() throws -> [UInt8] {
        var result = Z_OK
        let block = [UInt8](unsafeUninitializedCapacity: Self.blockSize) { output, count in
            let available = input.count - used
            result = input.withUnsafeMutableBytes { bytes in
                let start = bytes.baseAddress.map { $0 + used }
                stream.next_in = start?.assumingMemoryBound(to: UInt8.self)
                stream.avail_in = UInt32(available)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_NO_FLUSH)
            }
            let consumed = available - Int(stream.avail_in)
            used += consumed
            offset += Int64(consumed)
            count = output.count - Int(stream.avail_out)
            if consumed == 0, count == 0, result != Z_STREAM_END { result = Z_DATA_ERROR }
        }
        switch result {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isInside = false
        default: throw fault("damaged gzip data" + (stream.msg.map { ": " + String(cString: $0) } ?? ""))
        }
        return block
    }

    private func fault(_ reason: String) -> StreamFault { StreamFault(offset: offset, reason: reason) }
}
