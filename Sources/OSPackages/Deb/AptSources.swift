import AirgapCore
import SystemPackage

/// The package sources that this machine's own apt uses: what `url: system` stands for.
struct AptSources: Sendable {
    private static let sizeLimit = 1 << 20

    /// In the order in which apt reads them.
    let entries: [AptSource]

    init(_ entries: [AptSource]) {
        self.entries = entries
    }

    /// Reads `etc/apt` below a root; files that are not there are no fault.
    ///
    /// - Throws: `FileError`.
    init(root: FilePath) throws(FileError) {
        let folder = root.appending("etc/apt")
        var entries = try Self.read(folder.appending("sources.list"))
        let parts = folder.appending("sources.list.d")
        for name in try FileSystem.status(parts) == nil ? [] : FileSystem.names(in: parts) {
            entries += try Self.read(parts.appending(name))
        }
        self.entries = entries
    }

    /// The first entry that has a suite with all the components.
    ///
    /// - Throws: `AptSourcesError` that names the suite.
    func entry(for suite: String, components: [String]) throws(AptSourcesError) -> AptSource {
        let having = entries.filter { $0.suites.contains(suite) }
        if let found = having.first(where: { Set(components).isSubset(of: $0.components) }) { return found }
        if let other = having.first {
            let missing = components.filter { !other.components.contains($0) }
            throw .noComponents(suite: suite, missing: missing, place: other.place)
        }
        throw .noSuite(suite, known: Array(Set(entries.flatMap(\.suites))).sorted())
    }

    private static func read(_ file: FilePath) throws(FileError) -> [AptSource] {
        let isDeb822 = file.extension == "sources"
        guard isDeb822 || file.extension == "list" else { return [] }
        guard try FileSystem.status(file) != nil else { return [] }
        let bytes = try FileSystem.read(file, limit: sizeLimit)
        return isDeb822
            ? AptSourcesParser.deb822(bytes, file: file.string)
            : AptSourcesParser.list(String(decoding: bytes, as: UTF8.self), file: file.string)
    }
}
