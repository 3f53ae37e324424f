import AirgapCore
import CSolv
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A parsed repository as a file of the cache in libsolv's own form, so that a second run over it parses nothing.
///
/// Beside it stands a file with the digest of what was parsed and the digest of the file; without both nothing is read.
struct SolvFile {
    private static let noteLimit = 1 << 10
    private static let bufferSize = 1 << 20

    let path: FilePath
    /// The digest of what was parsed, and for which architecture.
    let key: Digest

    /// - Parameters:
    ///   - cache: the cache's root.
    ///   - slot: what the file is for; a newer one for the same takes its place.
    ///   - primary: the digest of primary.xml.
    ///   - architecture: the only one that is taken.
    init(cache: FilePath, slot: String, primary: Digest, architecture: Architecture) {
        let name = Digest(of: Array("\(slot) \(architecture.rpm)".utf8)).hex.prefix(32)
        path = cache.appending("metadata/rpm-\(name).solv")
        key = Digest(of: Array("1 \(primary) \(architecture.rpm)".utf8))
    }

    private var notePath: FilePath { FilePath(path.string + ".sum") }

    /// Whether what was parsed is noted, before anything of it is looked at.
    var isNoted: Bool {
        guard let note = try? FileSystem.read(notePath, limit: Self.noteLimit) else { return false }
        return note.starts(with: Array("\(key)\n".utf8))
    }

    /// Fills an empty repository; false when there is no such file, or it is damaged.
    func read(into repository: SolverPool.Repository) -> Bool {
        guard let note = try? FileSystem.read(notePath, limit: Self.noteLimit),
            let found = try? digest(), note == self.note(found), let file = fopen(path.string, "re")
        else { return false }
        defer { fclose(file) }
        return repo_add_solv(repository.pointer, file, 0) == 0
    }

    /// Writes a repository that was just filled; what cannot be written is parsed again the next time.
    func write(_ repository: SolverPool.Repository) {
        let folder = path.removingLastComponent()
        let aside = folder.appending("solv.\(UInt64.random(in: .min ... .max)).tmp")
        guard (try? FileSystem.makeFolder(folder)) != nil, let file = fopen(aside.string, "wxe") else { return }
        // libsolv writes byte by byte: in big pieces, and without a lock for each.
        setvbuf(file, nil, _IOFBF, Self.bufferSize)
        airgap_use_alone(file)
        repo_internalize(repository.pointer)
        let isWritten = repo_write(repository.pointer, file) == 0
        guard fclose(file) == 0, isWritten, (try? FileSystem.rename(aside, to: path)) != nil, let digest = try? digest()
        else {
            try? FileSystem.removeFile(aside)
            return
        }
        try? AtomicFile.write(note(digest), to: notePath, mode: 0o600, durably: false)
    }

    private func note(_ digest: Digest) -> [UInt8] { Array("\(key)\n\(digest)\n".utf8) }

    private func digest() throws -> Digest {
        let file = try FileReader(path)
        file.expectSequentialReading()
        var hasher = DigestHasher()
        while true {
            let bytes = try file.read(upTo: 1 << 18)
            if bytes.isEmpty { return hasher.digest() }
            hasher.update(bytes)
        }
    }
}
