import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps two processes from building one bundle in one folder at once; held while the object lives.
final class BuildLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `BuildError.busy`, or `FileError`.
    init(_ name: BundleName, in folder: FilePath) throws {
        let path = folder.appending(".\(name).lock")
        descriptor = open(path.string, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("open", path, Errno(rawValue: errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw BuildError.busy(name)
        }
    }

    deinit {
        // Unlocked by hand: a program that is just being started still shares the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
