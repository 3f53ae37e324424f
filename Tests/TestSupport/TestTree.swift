package import AirgapCore
package import SystemPackage

/// A finished tree as the builder leaves it, made of given files.
package struct TestTree: Sendable {
    package static let name = BundleName(name: "test", version: "1", architecture: .amd64)

    package let folder: FilePath

    /// Writes the files, and airgap.lock, bundle.json and SHA256SUMS that fit them.
    ///
    /// - Throws: `RelativePathError`, `FileError`.
    package init(
        _ files: [String: [UInt8]], executables: Set<String> = [],
        sections: [ModuleName: LockedBundle.Section] = [:], at folder: FilePath
    ) throws {
        self.folder = folder
        let time = Timestamp(seconds: 1_700_000_000)
        var all = files
        let lock = try LockFile(bundles: [.amd64: LockedBundle(time: time, sections: sections)]).bytes()
        all[BundleLayout.lock] = lock
        let manifest = BundleManifest(
            name: Self.name, created: time, components: [], files: all.count,
            bytes: all.values.reduce(0) { $0 + Int64($1.count) },
            executables: try executables.map { try RelativePath($0) }.sorted(), lock: Digest(of: lock), writer: "test")
        all[BundleLayout.manifest] = try manifest.json()
        let lines = try all.map { ChecksumFile.Line(digest: Digest(of: $1), path: try RelativePath($0)) }
        all[BundleLayout.checksums] = ChecksumFile(lines).bytes
        for (path, bytes) in all {
            let file = folder.appending(path)
            try FileSystem.makeFolder(file.removingLastComponent())
            try AtomicFile.write(bytes, to: file, mode: executables.contains(path) ? 0o755 : 0o644, durably: false)
        }
    }
}
