import CPlatform
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a regular file from its beginning; a link at the last component is not followed.
package final class FileReader: Sendable {
    /// The file's path, for messages.
    package let path: FilePath
    /// Bytes when it was opened.
    package let size: Int64
    private let descriptor: Int32

    /// - Throws: `FileError` when the file cannot be opened or is not a regular file.
    package init(_ path: FilePath, followLinks: Bool = true) throws(FileError) {
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW)
        let descriptor = open(path.string, flags)
        guard descriptor >= 0 else { throw FileError("open", path, Errno(rawValue: errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileError(noFile: path, isFolder: status.st_mode & S_IFMT == S_IFDIR)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    /// A second descriptor of the same open file, for a writer that hands it to the system; the caller closes it.
    package func duplicateDescriptor() throws(FileError) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FileError("duplicate the descriptor of", path, Errno(rawValue: errno)) }
        return copy
    }

    /// Fills the buffer as far as the file goes.
    ///
    /// - Returns: how many bytes were read; less than asked for only at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read", path, Errno(rawValue: errno))
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Reads from front to back, in pieces of 1 MiB at most that are valid during the call only.
    package func forEachChunk(
        _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        expectSequentialReading()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Reads the next bytes; empty at the end of the file.
    package func read(upTo count: Int) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(FileError) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads bytes at an offset, wherever reading from the beginning stands; fewer at the end of the file.
    package func read(at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        guard (0..<max(size, 0)).contains(offset), count > 0 else { return [] }
        var filled = 0
        var reason: Errno?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(offset) + off_t(filled))
                if got < 0 {
                    if errno == EINTR { continue }
                    reason = Errno(rawValue: errno)
                }
                if got <= 0 { break }
                filled += got
            }
            initialized = filled
        }
        if let reason { throw FileError("read", path, reason) }
        return bytes
    }

    /// Fills the buffer from a place in the file; what `read(into:)` reads next stays the same.
    ///
    /// - Returns: how many bytes were read; less than asked for only at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(FileError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = pread(descriptor, base + filled, buffer.count - filled, off_t(offset) + off_t(filled))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read", path, Errno(rawValue: errno))
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Fills the buffer from a place in the file as far as the system has its bytes in memory, and waits for no disk.
    ///
    /// - Returns: how many bytes were read; 0 also when the system cannot tell, or when reading fails.
    package func readInMemory(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        return max(0, airgap_read_in_memory(descriptor, base, buffer.count, offset))
    }

    /// Reads bytes at a place in the file; fewer than asked for only at its end.
    package func read(upTo count: Int, at offset: Int64) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(FileError) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Tells the system that a part of the file will be read soon.
    package func expectReading(_ count: Int64, at offset: Int64) {
        #if canImport(Glibc)
            _ = posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_WILLNEED)
        #endif
    }

    /// Tells the system that the file will be read from front to back.
    package func expectSequentialReading() {
        #if canImport(Glibc)
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }
}
