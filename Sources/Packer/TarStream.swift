import AirgapCore
import CArchive

/// The tar stream of a bundle, written by libarchive: headers, padding and end are its own, and contents pass through it
/// without a copy.
///
/// Each header is compared with the one that readers make themselves: a bundle that verify would refuse is not packed.
final class TarStream {
    /// What libarchive's callback sees.
    private final class Output {
        /// Gets contents while they pass through.
        var content: ((UnsafeRawBufferPointer) -> Void)?
        /// What libarchive wrote on its own account.
        var made: [UInt8] = []

        func take(_ bytes: UnsafeRawBufferPointer) {
            if let content { content(bytes) } else { made += bytes }
        }
    }

    private let archive: OpaquePointer
    private let entry: OpaquePointer
    private let output = Output()
    private var member = ""
    private var size: Int64 = 0
    private var written: Int64 = 0

    /// The name and version of the library at work.
    static var library: String { String(cString: archive_version_string()) }

    /// - Throws: `PackError.archive`.
    init() throws(PackError) {
        guard let archive = archive_write_new(), let entry = archive_entry_new() else {
            throw .archive("libarchive: out of memory")
        }
        (self.archive, self.entry) = (archive, entry)
        try check(archive_write_set_format_pax_restricted(archive))
        try check(archive_write_add_filter_none(archive))
        // Without blocks of its own it hands on what it gets, where it stands.
        try check(archive_write_set_bytes_per_block(archive, 0))
        let context = Unmanaged.passUnretained(output).toOpaque()
        let opened = archive_write_open(
            archive, context, nil,
            { _, context, bytes, count in
                guard let context, let bytes else { return -1 }
                let output = Unmanaged<Output>.fromOpaque(context).takeUnretainedValue()
                output.take(UnsafeRawBufferPointer(start: bytes, count: count))
                return count
            }, nil)
        try check(opened)
    }

    deinit {
        // Otherwise it would end the archive: a member that is not whole would be filled with zeros.
        archive_write_fail(archive)
        archive_write_free(archive)
        archive_entry_free(entry)
    }

    /// Begins a member.
    ///
    /// - Parameters:
    ///   - name: the whole path, with the top folder.
    ///   - size: bytes of content, all of which `write` must get.
    ///   - time: of the bundle.
    ///   - isExecutable: mode 0755 instead of 0644.
    /// - Returns: its header.
    /// - Throws: `PackError.header`, `PackError.archive`.
    func begin(_ name: String, size: Int64, time: Timestamp, isExecutable: Bool) throws(PackError) -> [UInt8] {
        (member, self.size, written) = (name, size, 0)
        archive_entry_clear(entry)
        archive_entry_set_size(entry, size)
        archive_entry_set_mtime(entry, Int(CanonicalHeader.seconds(time)), 0)
        archive_entry_set_mode(entry, 0o100000 | (isExecutable ? 0o755 : 0o644))
        archive_entry_set_uname(entry, "root")
        archive_entry_set_gname(entry, "root")
        let result = UTF8Locale.with {
            archive_entry_set_pathname(entry, name)
            return archive_write_header(archive, entry)
        }
        try check(result)
        let header = takeMade()
        let expected = CanonicalHeader(name: name, size: size, time: time, isExecutable: isExecutable)
        try Self.compare(header, with: expected, of: name)
        return header
    }

    /// Writes bytes of the member's content.
    ///
    /// - Parameters:
    ///   - bytes: not more than are left of it.
    ///   - sink: gets them, where they stand.
    /// - Throws: `PackError.archive`.
    func write(_ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) -> Void) throws(PackError) {
        let count = withoutActuallyEscaping(sink) { sink in
            output.content = sink
            defer { output.content = nil }
            return archive_write_data(archive, bytes.baseAddress, bytes.count)
        }
        guard count >= 0 else { throw failure(Int32(truncatingIfNeeded: count)) }
        guard count == bytes.count else {
            throw .archive("\(Quoted(member)): libarchive: more bytes than its header says")
        }
        written += Int64(count)
    }

    /// Ends the member.
    ///
    /// - Returns: its padding.
    /// - Throws: `PackError.shrunk` when bytes are missing, `PackError.archive`.
    func end() throws(PackError) -> [UInt8] {
        guard written == size else { throw .shrunk(member, expected: size, found: written) }
        try check(archive_write_finish_entry(archive))
        return try zeros(CanonicalHeader.padding(after: size))
    }

    /// Ends the archive.
    ///
    /// - Returns: its last two blocks.
    /// - Throws: `PackError.archive`.
    func close() throws(PackError) -> [UInt8] {
        try check(archive_write_close(archive))
        return try zeros(1024)
    }

    /// - Throws: `PackError.header` when a member's header is not the one that readers ask for.
    static func compare(_ header: [UInt8], with expected: CanonicalHeader, of name: String) throws(PackError) {
        guard let difference = HeaderDifference.text(found: header, expected: expected.bytes) else { return }
        let offset = zip(header, expected.bytes).enumerated().first { $1.0 != $1.1 }?.offset
        let place = offset ?? min(header.count, expected.bytes.count)
        throw .header(name, library: library, difference: "from byte \(place) on: \(difference)")
    }

    private func zeros(_ count: Int) throws(PackError) -> [UInt8] {
        let made = takeMade()
        guard made.count == count, made.allSatisfy({ $0 == 0 }) else {
            throw .archive(
                "\(Quoted(member)): \(Self.library) ends it with \(made.count) bytes, not with \(count) zeros")
        }
        return made
    }

    private func takeMade() -> [UInt8] {
        defer { output.made.removeAll(keepingCapacity: true) }
        return output.made
    }

    /// A warning of libarchive is a failure too: what it warns of is something it could not write as it should.
    private func check(_ result: Int32) throws(PackError) {
        guard result == ARCHIVE_OK else { throw failure(result) }
    }

    private func failure(_ result: Int32) -> PackError {
        let text = archive_error_string(archive).map { String(cString: $0) } ?? "error \(result)"
        return .archive("\(Quoted(member)): libarchive: \(text)")
    }
}
