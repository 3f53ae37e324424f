import FoundationEssentials
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A download on its way: bytes so far, and what the server said of them; both survive the process.
///
/// Only one process or task at a time has it: an exclusive `flock` is held while this object lives.
final class PartialFile {
    /// What a server said of the representation it was sending (RFC 9110, section 8.8).
    struct Validators: Codable, Equatable {
        /// A strong entity tag.
        var etag: String?
        var lastModified: String?

        /// What `If-Range` may carry: a strong tag, or the date.
        var ifRange: String? { etag ?? lastModified }

        init(_ headers: HTTPHeaders) {
            etag = headers["ETag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
            lastModified = headers["Last-Modified"]
        }
    }

    let path: FilePath
    private let notes: FilePath
    private let descriptor: Int32
    private let end: AlignedAppender
    /// Bytes that have come; the last of them may wait in memory.
    var size: Int64 { end.size }

    /// Opens the partial file of an object; waits while somebody else has it.
    ///
    /// - Throws: `FileError`, or `CancellationError`.
    static func open(_ digest: Digest, in store: ContentStore) async throws -> PartialFile {
        let path = store.root.appending("partial/\(digest.hex)")
        while true {
            let file = try PartialFile(path)
            if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 {
                // The one before may have renamed the file away while this one waited.
                if try file.isStillThere() { return file }
            } else {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private init(_ path: FilePath) throws(FileError) {
        self.path = path
        notes = FilePath(path.string + ".json")
        descriptor = Glibc.open(path.string, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("open", path, Errno(rawValue: errno)) }
        end = AlignedAppender(descriptor, path: path)
    }

    deinit {
        // What came is of use to the next run; when it cannot be written, that run asks for it again.
        try? end.flush()
        close(descriptor)
    }

    private func isStillThere() throws -> Bool {
        var own = stat()
        guard fstat(descriptor, &own) == 0 else { throw FileError("stat", path, Errno(rawValue: errno)) }
        guard try FileSystem.status(path)?.identity == FileStatus(own).identity else { return false }
        try end.continueBehind(Int64(own.st_size))
        return true
    }

    /// What the server said when the download began.
    var validators: Validators? {
        guard let bytes = try? FileSystem.read(notes, limit: 1 << 16) else { return nil }
        return try? JSONDecoder().decode(Validators.self, from: Data(bytes))
    }

    /// Forgets all bytes, and remembers whose bytes come now.
    func restart(_ validators: Validators?) throws {
        guard ftruncate(descriptor, 0) == 0 else { throw FileError("truncate", path, Errno(rawValue: errno)) }
        try end.continueBehind(0)
        if let validators {
            try AtomicFile.write(Array(try JSONEncoder().encode(validators)), to: notes, durably: false)
        } else {
            try FileSystem.removeFile(notes)
        }
    }

    /// Writes the bytes that wait in memory.
    func flush() throws(FileError) { try end.flush() }

    /// Hashes what is there.
    func hashPrefix() throws -> DigestHasher {
        try flush()
        var hasher = DigestHasher()
        try FileReader(path).forEachChunk { (chunk) throws(FileError) in hasher.update(chunk) }
        return hasher
    }

    /// Adds bytes at the end; the size in bytes that the whole will have is for the message when the disk is full.
    func append(_ bytes: [UInt8], expected: Int64?) throws(FileError) {
        let before = size
        do throws(FileError) {
            try bytes.span.withUnsafeBytes { (buffer) throws(FileError) in try end.append(buffer) }
        } catch {
            throw FileError("write", path, error.errno, bytesNeeded: expected.map { max($0 - before, 1) })
        }
    }

    /// Syncs the file and makes it the store's object.
    func finish(as digest: Digest, in store: ContentStore) throws {
        try flush()
        guard fchmod(descriptor, 0o444) == 0, fsync(descriptor) == 0 else {
            throw FileError("sync", path, Errno(rawValue: errno))
        }
        try store.adopt(path, as: digest)
        try FileSystem.removeFile(notes)
    }

    /// Removes the notes of an object that is whole: a process that was killed between two steps left them.
    static func forget(_ digest: Digest, in store: ContentStore) {
        try? FileSystem.removeFile(store.root.appending("partial/\(digest.hex).json"))
    }

    /// Removes file and notes: what is in it is of no use.
    func discard() {
        try? FileSystem.removeFile(path)
        try? FileSystem.removeFile(notes)
    }
}
