import AirgapCore
import SystemPackage

/// Local folders of .deb or .rpm files as a source of packages.
enum LocalPackages {
    private static let chunk = 1 << 18

    /// Reads every package file below a folder: its facts from the file itself, its digest and size.
    ///
    /// Links that lead out of the folder are refused; a link to another package file below it is left out, because that
    /// file is found by itself.
    ///
    /// - Parameters:
    ///   - folder: the folder; all folders below it count too.
    ///   - family: which files are looked for, by their suffix.
    /// - Returns: the packages in the order of their paths, folder by folder.
    /// - Throws: `LocalPackageError`, or `FileError` for the folder; one failure for each broken file, all at once.
    static func read(_ folder: FilePath, family: PackageFamily) throws -> [LocalPackage] {
        let found = try LocalFolder(folder, family: family)
        var failures = found.failures
        var packages: [LocalPackage] = []
        for relative in found.files {
            do {
                packages.append(try package(RelativePath(relative), in: folder, family))
            } catch {
                failures.append(LocalFolder.failure(relative, error))
            }
        }
        try FailureList.throwIfAny(failures)
        guard !packages.isEmpty else { throw LocalPackageError.noPackages(family) }
        return packages
    }

    private static func package(
        _ relative: RelativePath, in folder: FilePath, _ family: PackageFamily
    ) throws -> LocalPackage {
        let path = folder.appending(relative.description)
        let facts: LocalPackage.Facts =
            switch family {
            case .deb: .deb(try DebArchive.control(at: path))
            case .rpm: .rpm(try RPMFile(at: path))
            }
        let file = try FileReader(path)
        file.expectSequentialReading()
        var hasher = DigestHasher()
        while true {
            let bytes = try file.read(upTo: chunk)
            if bytes.isEmpty { break }
            hasher.update(bytes)
        }
        guard hasher.byteCount == file.size else { throw LocalPackageError.changed }
        return LocalPackage(
            relativePath: relative, path: path, facts: facts, digest: hasher.digest(), size: file.size)
    }
}
