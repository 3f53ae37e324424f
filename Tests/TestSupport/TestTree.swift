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
        for (path, bytes) in try Self.all(files, executables, sections) {
            let file = folder.appending(path)
            try FileSystem.makeFolder(file.removingLastComponent())
            try AtomicFile.write(bytes, to: file, mode: executables.contains(path) ? 0o755 : 0o644, durably: false)
        }
    }

    /// The archive of such a tree, made by hand: of names that no file system or packer takes, too.
    ///
    /// - Parameters:
    ///   - files: by their paths, which are short.
    ///   - count: the files that bundle.json declares; nil for the truth.
    ///   - size: the bytes that it declares; nil for the truth.
    /// - Returns: the archive.
    /// - Throws: `RelativePathError`.
    package static func archive(
        _ files: [String: [UInt8]], declaring count: Int? = nil, bytes size: Int64? = nil
    ) throws -> TarBuilder {
        var all = try Self.all(files, [], [:], count, size)
        let head = [BundleLayout.manifest, BundleLayout.checksums].map { ($0, all.removeValue(forKey: $0) ?? []) }
        let rest = all.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
        return TarBuilder((head + rest).map { TarBuilder.Member("\(name)/\($0)", $1) })
    }

    private static func all(
        _ files: [String: [UInt8]], _ executables: Set<String>, _ sections: [ModuleName: LockedBundle.Section],
        _ count: Int? = nil, _ size: Int64? = nil
    ) throws -> [String: [UInt8]] {
        let time = Timestamp(seconds: 1_700_000_000)
        var all = files
        let lock = try LockFile(bundles: [.amd64: LockedBundle(time: time, sections: sections)]).bytes()
        all[BundleLayout.lock] = lock
        let manifest = BundleManifest(
            name: Self.name, created: time, components: [], files: count ?? all.count,
            bytes: size ?? all.values.reduce(0) { $0 + Int64($1.count) },
            executables: try executables.map { try RelativePath($0) }.sorted(), lock: Digest(of: lock), writer: "test")
        all[BundleLayout.manifest] = try manifest.json()
        let lines = try all.map { ChecksumFile.Line(digest: Digest(of: $1), path: try RelativePath($0)) }
        all[BundleLayout.checksums] = ChecksumFile(lines).bytes
        return all
    }
}
