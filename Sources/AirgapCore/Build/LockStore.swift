package import SystemPackage

/// Reads and writes a project's lock file.
package struct LockStore: Sendable {
    private static let sizeLimit = 256 << 20
    /// The lock file.
    package let path: FilePath

    /// - Parameter path: the lock file, which need not exist.
    package init(path: FilePath) {
        self.path = path
    }

    /// Reads the file; one that is not there is an empty lock.
    ///
    /// - Returns: the lock.
    /// - Throws: `LockFileError`, `FileError`.
    package func read() throws -> LockFile {
        guard try FileSystem.status(path) != nil else { return LockFile() }
        return try LockFile(parsing: FileSystem.read(path, limit: Self.sizeLimit))
    }

    /// Takes over what was resolved: the other architectures and modules stay, and the time moves on only when something
    /// changed.
    ///
    /// - Parameters:
    ///   - sections: what was resolved now.
    ///   - variables: the project's variables.
    ///   - architecture: for which architecture.
    ///   - modules: the modules that the project has; sections of others are dropped.
    ///   - keepsTime: nothing was resolved anew: what is added is only what the bytes of the same things told.
    /// - Returns: the architecture's part as it now stands in the file.
    /// - Throws: `LockFileError`, `FileError`, `EncodingError`.
    package func update(
        _ sections: [ModuleName: LockedBundle.Section], variables: [String: String] = [:],
        for architecture: Architecture, modules: Set<ModuleName>, keepsTime: Bool = false
    ) throws -> LockedBundle {
        var lock = try read()
        let before = lock.bundles[architecture]
        let kept = (before?.sections ?? [:]).filter { modules.contains($0.key) }
        let merged = kept.merging(sections) { $1 }
        let after: LockedBundle
        if let before, before.sections == merged, before.variables == variables {
            after = before
        } else {
            let earliest = before.map { $0.time.seconds + 1 } ?? 0
            let now = Timestamp(seconds: max(Timestamp.now().seconds, earliest))
            let kept = keepsTime && before?.variables == variables ? before?.time : nil
            after = LockedBundle(time: kept ?? now, variables: variables, sections: merged)
        }
        lock.bundles[architecture] = after
        let bytes = try lock.bytes()
        if (try? FileSystem.read(path, limit: Self.sizeLimit)) != bytes { try AtomicFile.write(bytes, to: path) }
        return after
    }
}
