import AirgapCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the package files below a folder, without ever leaving it.
struct LocalFolder {
    private static let entryLimit = 1_000_000

    private let root: FilePath
    private let suffix: String
    private var entryCount = 0
    /// Paths below the folder, in byte order folder by folder.
    private(set) var files: [String] = []
    private(set) var failures: [any ExplainedError] = []

    /// Looks through a folder; what is wrong in it is collected.
    ///
    /// - Throws: `LocalPackageError.notFolder` or `tooMany`, or `FileError`.
    init(_ folder: FilePath, family: PackageFamily) throws {
        guard let root = Self.real(folder), try FileSystem.status(root)?.kind == .folder else {
            throw LocalPackageError.notFolder
        }
        self.root = root
        suffix = "." + family.rawValue
        try look(in: "")
    }

    /// A failure of an entry of the folder.
    static func failure(_ relative: String, _ cause: any Error) -> any ExplainedError {
        StageError(stage: OSPackagesModule.name.rawValue, item: "\(Quoted(relative))", cause: cause)
    }

    private mutating func look(in relative: String) throws {
        for name in try FileSystem.names(in: relative.isEmpty ? root : root.appending(relative)) {
            entryCount += 1
            guard entryCount <= Self.entryLimit else { throw LocalPackageError.tooMany(limit: Self.entryLimit) }
            let path = relative.isEmpty ? name : relative + "/" + name
            do {
                try note(path)
            } catch {
                failures.append(Self.failure(path, error))
            }
        }
    }

    private mutating func note(_ path: String) throws {
        let isWanted = path.hasSuffix(suffix)
        let kind = try FileSystem.status(root.appending(path))?.kind
        switch kind {
        case .folder: try look(in: path)
        case .file where isWanted: files.append(path)
        case .link: try noteLink(path, isWanted: isWanted)
        default: if isWanted { throw LocalPackageError.notFile(kind) }
        }
    }

    /// Links within the folder are left alone where what they lead to is found anyway.
    private mutating func noteLink(_ path: String, isWanted: Bool) throws {
        guard let target = Self.real(root.appending(path)), let kind = try FileSystem.status(target)?.kind else {
            if isWanted { throw LocalPackageError.danglingLink }
            return
        }
        guard isWanted || kind == .folder else { return }
        guard target.starts(with: root) else { throw LocalPackageError.leadsOut(to: target.string) }
        if kind == .folder { return }
        guard kind == .file else { throw LocalPackageError.notFile(kind) }
        if !target.string.hasSuffix(suffix) { files.append(path) }
    }

    private static func real(_ path: FilePath) -> FilePath? {
        guard let text = realpath(path.string, nil) else { return nil }
        defer { free(text) }
        return FilePath(String(cString: text))
    }
}
