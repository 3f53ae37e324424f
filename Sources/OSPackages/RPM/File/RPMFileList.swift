/// Reads the list of a package's files.
enum RPMFileList {
    /// The most bytes of all paths; they share folders in the header, so they may be far more than the header.
    private static let byteLimit = 64 << 20
    private static let typeMask: UInt64 = 0o170000
    private static let directoryType: UInt64 = 0o040000
    private static let ghostFlag: UInt64 = 1 << 6

    /// The files in the header's order.
    ///
    /// - Throws: `RPMFileError`.
    static func read(_ header: RPMHeader) throws(RPMFileError) -> [RPMFileEntry] {
        let paths = try paths(header)
        guard !paths.isEmpty else { return [] }
        let modes = try header.numbers(.fileModes)
        let flags = try header.numbers(.fileFlags)
        guard modes.count == paths.count, flags.count == paths.count else { throw .uneven("files") }
        return paths.indices.map { index in
            RPMFileEntry(path: paths[index], kind: kind(mode: modes[index], flags: flags[index]))
        }
    }

    private static func kind(mode: UInt64, flags: UInt64) -> RPMFileEntry.Kind {
        if mode & typeMask == directoryType { return .directory }
        return flags & ghostFlag == 0 ? .file : .ghost
    }

    private static func paths(_ header: RPMHeader) throws(RPMFileError) -> [String] {
        let names = try header.texts(.baseNames)
        // Packages made by rpm before 4.0 have whole paths.
        if names.isEmpty { return try header.texts(.oldFileNames) }
        let folders = try header.texts(.directoryNames)
        let indexes = try header.numbers(.directoryIndexes)
        guard indexes.count == names.count else { throw .uneven("files") }
        var paths: [String] = []
        paths.reserveCapacity(names.count)
        var bytes = 0
        for (name, index) in zip(names, indexes) {
            guard index < folders.count else { throw .unusable("list of folders", value: "\(index)") }
            let folder = folders[Int(index)]
            bytes += folder.utf8.count + name.utf8.count
            guard bytes <= byteLimit else {
                throw .tooLarge(.main, what: "bytes of paths", value: UInt64(bytes), limit: byteLimit)
            }
            paths.append(folder + name)
        }
        return paths
    }
}
