import AirgapCore
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of a test's own, removed when the last reference goes.
package final class TemporaryFolder: Sendable {
    package let path: FilePath

    /// - Parameter base: where it is made; nil for the usual place.
    /// - Throws: `FileError`.
    package init(in base: String? = nil) throws {
        let base = base ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        path = FilePath(base).appending("airgap-test-\(UInt64.random(in: .min ... .max))")
        try FileSystem.makeFolder(path)
    }

    deinit { try? FileSystem.removeTree(path) }

    /// A path below the folder.
    package func appending(_ name: String) -> FilePath { path.appending(name) }

    /// Writes a text file, making the folders above it.
    @discardableResult
    package func write(_ text: String, at name: String) throws -> FilePath {
        try write(Array(text.utf8), at: name)
    }

    /// Writes a file, making the folders above it.
    @discardableResult
    package func write(_ bytes: [UInt8], at name: String) throws -> FilePath {
        let file = appending(name)
        try FileSystem.makeFolder(file.removingLastComponent())
        try AtomicFile.write(bytes, to: file, durably: false)
        return file
    }
}
