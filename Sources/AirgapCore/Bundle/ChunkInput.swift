/// Room for a compressed gzip member while it is decompressed: decoders that take turns share it.
final class ChunkInput {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: ChunkDecoder.largestMember, alignment: 4096)

    deinit { room.deallocate() }
}
