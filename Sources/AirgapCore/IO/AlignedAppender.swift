import CPlatform
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Adds bytes at the end of an open file in large aligned pieces that go past the page cache where the file system can.
///
/// Copying a download into the page cache and waiting for it to be written back costs several times what the disk needs.
/// A piece that is no multiple of 4096 bytes goes through the cache; it stays here too, and is written again when it is full.
final class AlignedAppender {
    private static let alignment = 4096
    /// Bytes that wait here at most; a killed process loses them.
    private static let capacity = 1 << 20

    private let descriptor: Int32
    private let path: FilePath
    private let block = UnsafeMutableRawBufferPointer.allocate(
        byteCount: AlignedAppender.capacity, alignment: AlignedAppender.alignment)
    /// Where the block's first byte belongs in the file, a multiple of the alignment.
    private var start: Int64 = 0
    private var filled = 0
    /// How many of the block's bytes are in the file already.
    private var written = 0
    private var canBeDirect = airgap_direct_flag() != 0

    /// - Parameters:
    ///   - descriptor: open for writing, and for reading too where `continueBehind(_:)` is used; it stays the caller's.
    ///   - path: for messages.
    init(_ descriptor: Int32, path: FilePath) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { block.deallocate() }

    /// Where the next byte goes: bytes in the file and those that wait here.
    var size: Int64 { start + Int64(filled) }

    /// Goes on behind bytes that are in the file; what waited is forgotten.
    ///
    /// - Throws: `FileError` when the begun block cannot be read.
    func continueBehind(_ size: Int64) throws(FileError) {
        let rest = Int(size % Int64(Self.alignment))
        start = size - Int64(rest)
        filled = 0
        written = 0
        while filled < rest, let base = block.baseAddress {
            let count = pread(descriptor, base + filled, rest - filled, off_t(start) + off_t(filled))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError("read", path, count < 0 ? Errno(rawValue: errno) : .ioError) }
            filled += count
        }
        written = filled
    }

    /// Takes bytes; full blocks go to the file.
    func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, block.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: block[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == block.count { try flush() }
        }
    }

    /// Writes what waits; afterwards all bytes are in the file.
    func flush() throws(FileError) {
        guard written < filled else { return }
        let whole = filled - filled % Self.alignment
        if whole > 0 { try writeDirectly(whole) }
        if filled > whole { try write(whole..<filled) }
        // The begun block stays: the next write begins at a multiple of the alignment again.
        let rest = filled - whole
        if whole > 0, rest > 0 {
            block.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[whole..<filled]))
        }
        start += Int64(whole)
        filled = rest
        written = rest
    }

    private func writeDirectly(_ count: Int) throws(FileError) {
        if canBeDirect { canBeDirect = setDirect(true) }
        guard canBeDirect else { return try write(0..<count) }
        defer { _ = setDirect(false) }
        do throws(FileError) {
            try write(0..<count)
        } catch {
            // Some file systems take the flag and refuse the write.
            guard error.errno == .invalidArgument else { throw error }
            canBeDirect = false
            _ = setDirect(false)
            try write(0..<count)
        }
    }

    private func setDirect(_ isDirect: Bool) -> Bool {
        let flag = airgap_direct_flag()
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0 else { return false }
        return fcntl(descriptor, F_SETFL, isDirect ? flags | flag : flags & ~flag) == 0
    }

    private func write(_ range: Range<Int>) throws(FileError) {
        guard lseek(descriptor, off_t(start) + off_t(range.lowerBound), SEEK_SET) >= 0 else {
            throw FileError("seek in", path, Errno(rawValue: errno))
        }
        try FileWriter.writeAll(UnsafeRawBufferPointer(rebasing: block[range]), to: descriptor, path: path)
    }
}
