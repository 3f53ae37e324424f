package import SystemPackage

/// The beginning of a bundle: its manifest and its lock, read without the rest.
package struct BundleHead: Sendable {
    /// The lock stands near the beginning: further in than this nobody looks for it.
    private static let memberLimit = 10_000

    /// Nil for a lock file that is in no bundle.
    package let manifest: BundleManifest?
    package let lock: LockFile

    /// Reads a bundle, an unpacked one, or a lock file.
    ///
    /// - Throws: `BundleHeadError`, `LockFileError`, `ArchiveError`, `FileError`.
    package init(_ path: FilePath) throws {
        if try FileSystem.status(path)?.kind == .folder {
            let lock = path.appending(BundleLayout.lock)
            let manifest = path.appending(BundleLayout.manifest)
            self.lock = try LockFile(parsing: FileSystem.read(lock, limit: 256 << 20))
            self.manifest = try FileSystem.status(manifest).flatMap { _ in
                try? BundleManifest(json: FileSystem.read(manifest, limit: 64 << 20))
            }
        } else if try FileReader(path).read(upTo: 2) == [0x1F, 0x8B] {
            (manifest, lock) = try Self.archive(path)
        } else {
            manifest = nil
            lock = try LockFile(parsing: FileSystem.read(path, limit: 256 << 20))
        }
    }

    private static func archive(_ path: FilePath) throws -> (BundleManifest?, LockFile) {
        let reader = try ArchiveReader(.tar, filters: [.gzip], file: path)
        var manifest: BundleManifest?
        var count = 0
        while let header = try reader.nextMember(), count < memberLimit {
            count += 1
            guard header.kind == .file, let name = header.text?.split(separator: "/", maxSplits: 1).last else {
                continue
            }
            if count == 1 {
                let bytes = name == BundleLayout.manifest ? try reader.readAll(limit: 64 << 20) : []
                manifest = try? JSONCoding.decode(BundleManifest.self, from: bytes)
                guard manifest != nil else { throw BundleHeadError.notBundle(path) }
            } else if name == BundleLayout.lock {
                let bytes = try reader.readAll(limit: 256 << 20)
                guard manifest?.lock == Digest(of: bytes) else { throw BundleHeadError.wrongLock(path) }
                return (manifest, try LockFile(parsing: bytes))
            }
        }
        throw BundleHeadError.noLock(path)
    }
}
