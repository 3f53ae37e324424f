import AirgapCore
import CArchive

/// Makes a pax archive through libarchive: headers are libarchive's, file bytes pass through by pointer, uncopied.
final class TarStream {
    /// `libarchive 3.6.2`.
    static var libraryVersion: String { String(cString: archive_version_string()) }

    /// Gets every byte of the archive in order.
    private final class Output {
        let emit: (UnsafeRawBufferPointer) -> Void

        init(_ emit: @escaping (UnsafeRawBufferPointer) -> Void) {
            self.emit = emit
        }
    }

    private let archive: OpaquePointer
    private let output: Output

    /// - Parameter emit: gets the bytes; they are valid during the call only.
    /// - Throws: `PackError.archive`.
    init(emit: @escaping (UnsafeRawBufferPointer) -> Void) throws {
        guard let archive = archive_write_new() else { throw PackError.archive("out of memory") }
        self.archive = archive
        output = Output(emit)
        try check(archive_write_set_format_pax_restricted(archive))
        // No blocking: bytes reach the callback when they are given, and the end is not padded.
        try check(archive_write_set_bytes_per_block(archive, 0))
        try check(archive_write_set_bytes_in_last_block(archive, 1))
        let opened = archive_write_open(
            archive, Unmanaged.passUnretained(output).toOpaque(), nil,
            { _, context, bytes, count in
                guard let context, let bytes else { return count == 0 ? 0 : -1 }
                Unmanaged<Output>.fromOpaque(context).takeUnretainedValue()
                    .emit(UnsafeRawBufferPointer(start: bytes, count: count))
                return count
            }, nil)
        try check(opened)
    }

    deinit { archive_write_free(archive) }

    /// Writes the header of a regular file.
    func begin(_ name: String, size: Int64, time: Timestamp, isExecutable: Bool) throws {
        guard let entry = archive_entry_new() else { throw PackError.archive("out of memory") }
        defer { archive_entry_free(entry) }
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, isExecutable ? 0o755 : 0o644)
        archive_entry_set_size(entry, size)
        archive_entry_set_mtime(entry, Int(time.seconds), 0)
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        archive_entry_set_uname(entry, "root")
        archive_entry_set_gname(entry, "root")
        try UTF8Locale.with {
            archive_entry_set_pathname_utf8(entry, name)
            try check(archive_write_header(archive, entry))
        }
    }

    /// Writes bytes of the current file.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard archive_write_data(archive, bytes.baseAddress, bytes.count) == bytes.count else {
            throw failure()
        }
    }

    /// Ends the current file with its padding.
    func end() throws { try check(archive_write_finish_entry(archive)) }

    /// Ends the archive.
    func finish() throws { try check(archive_write_close(archive)) }

    private func check(_ result: Int32) throws {
        if result != ARCHIVE_OK { throw failure() }
    }

    private func failure() -> PackError {
        .archive(archive_error_string(archive).map { String(cString: $0) } ?? "libarchive failed")
    }
}
