import CArchive
package import SystemPackage

/// Reads an archive or a compressed stream through libarchive; only what was asked for is enabled, never every format.
///
/// The input comes from a closure, block by block, so archives inside archives need no temporary file.
package final class ArchiveReader {
    /// Container formats.
    package enum Format: Sendable {
        /// No container: one member that is the decompressed stream.
        case raw
        /// tar: ustar, pax and GNU.
        case tar
        /// Unix ar, as .deb files are.
        case ar
        /// zip, whose directory stands at its end: only from a file.
        case zip
    }

    /// Compressions.
    package enum Filter: Sendable, CaseIterable {
        case gzip, xz, zstd, bzip2
    }

    /// Gives the next block of input; empty at the end.
    package typealias Source = () throws -> [UInt8]

    private let archive: OpaquePointer
    private let input: Input

    /// What libarchive's callbacks see.
    private final class Input {
        let source: Source
        var block: [UInt8] = []
        var failure: (any Error)?

        init(_ source: @escaping Source) {
            self.source = source
        }

        /// Points libarchive at the next block: the array is kept and not touched until the next call.
        func next(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
            do {
                block = try source()
            } catch {
                failure = error
                return -1
            }
            return block.withUnsafeBytes { bytes in
                buffer?.pointee = bytes.baseAddress
                return bytes.count
            }
        }
    }

    /// - Parameters:
    ///   - format: the only container that is recognised.
    ///   - filters: the only compressions that are recognised; none means that the bytes are taken as they are.
    ///   - source: gives the input.
    /// - Throws: `ArchiveError`, or whatever the source throws.
    package init(_ format: Format, filters: [Filter] = Filter.allCases, source: @escaping Source) throws {
        guard let archive = archive_read_new() else { throw ArchiveError("out of memory") }
        self.archive = archive
        input = Input(source)
        Self.enable(format, filters, archive)
        let context = Unmanaged.passUnretained(input).toOpaque()
        let opened = archive_read_open(
            archive, context, nil,
            { _, context, buffer in
                guard let context else { return -1 }
                return Unmanaged<Input>.fromOpaque(context).takeUnretainedValue().next(buffer)
            }, nil)
        try check(opened)
    }

    /// Reads an archive file, which zip needs: its members' modes stand in the directory at the end.
    ///
    /// - Parameters:
    ///   - format: the only container that is recognised.
    ///   - filters: the only compressions that are recognised.
    ///   - file: a regular file.
    /// - Throws: `ArchiveError`.
    package init(_ format: Format, filters: [Filter] = Filter.allCases, file: FilePath) throws {
        guard let archive = archive_read_new() else { throw ArchiveError("out of memory") }
        self.archive = archive
        input = Input { [] }
        Self.enable(format, filters, archive)
        try check(archive_read_open_filename(archive, file.string, 1 << 18))
    }

    deinit { archive_read_free(archive) }

    private static func enable(_ format: Format, _ filters: [Filter], _ archive: OpaquePointer) {
        switch format {
        case .raw:
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
        case .tar: archive_read_support_format_tar(archive)
        case .ar: archive_read_support_format_ar(archive)
        case .zip: archive_read_support_format_zip_seekable(archive)
        }
        for filter in filters { enable(filter, archive) }
    }

    private static func enable(_ filter: Filter, _ archive: OpaquePointer) {
        switch filter {
        case .gzip: archive_read_support_filter_gzip(archive)
        case .xz: archive_read_support_filter_xz(archive)
        case .zstd: archive_read_support_filter_zstd(archive)
        case .bzip2: archive_read_support_filter_bzip2(archive)
        }
    }

    /// Goes to the next member.
    ///
    /// - Returns: nil after the last.
    /// - Throws: `ArchiveError` for a broken archive, or what the source threw.
    package func nextMember() throws -> ArchiveMemberHeader? {
        try UTF8Locale.with {
            var found: OpaquePointer?
            let result = archive_read_next_header(archive, &found)
            if result == ARCHIVE_EOF { return nil }
            try check(result)
            return found.map(ArchiveMemberHeader.init(entry:))
        }
    }

    /// Reads the next bytes of the current member.
    ///
    /// - Returns: how many bytes were filled in; 0 at the member's end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else {
            try check(Int32(truncatingIfNeeded: count))
            throw ArchiveError("reading failed")
        }
        return count
    }

    /// Reads the next bytes of the current member; empty at its end.
    package func read(upTo count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Reads the rest of the current member; one longer than the limit in bytes is an `ArchiveError`.
    package func readAll(limit: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        while true {
            let chunk = try read(upTo: 1 << 16)
            if chunk.isEmpty { return result }
            result += chunk
            guard result.count <= limit else { throw ArchiveError("longer than \(limit) bytes") }
        }
    }

    /// A warning of libarchive is a failure too: what it warns of is something it could not read as it stands.
    private func check(_ result: Int32) throws {
        guard result != ARCHIVE_OK else { return }
        if let failure = input.failure { throw failure }
        throw ArchiveError(archive_error_string(archive).map { String(cString: $0) } ?? "error \(result)")
    }
}
