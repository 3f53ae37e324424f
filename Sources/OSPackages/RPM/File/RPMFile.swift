import AirgapCore
import SystemPackage

/// What the headers of an rpm file say; its payload is never read.
struct RPMFile: Sendable {
    /// With every owned path in `files`, not only those that primary.xml lists. Every version has an epoch, as in rpm-md.
    let package: RPMPackage
    let info: RPMInfo
    /// The owned paths in the header's order.
    let entries: [RPMFileEntry]

    /// Reads a file's headers.
    ///
    /// - Throws: `RPMFileError` or `FileError`.
    init(at path: FilePath) throws {
        try self.init(RPMHeaders(FileReader(path)))
    }

    /// Reads the headers out of a file's first bytes.
    ///
    /// - Parameters:
    ///   - bytes: the file's beginning; `headerEnd(ofPrefix:)` says how much of it is needed.
    ///   - fileSize: bytes of the whole file.
    /// - Throws: `RPMFileError`; `prefixTooShort` when the headers go on behind the given bytes.
    init(prefix bytes: [UInt8], fileSize: Int64) throws(RPMFileError) {
        try self.init(RPMHeaders(prefix: bytes, fileSize: fileSize))
    }

    /// Where the headers end, in bytes from the file's beginning.
    ///
    /// - Parameter bytes: the file's beginning.
    /// - Returns: nil when the main header does not begin within them.
    /// - Throws: `RPMFileError` when it is no rpm.
    static func headerEnd(ofPrefix bytes: [UInt8]) throws(RPMFileError) -> Int? {
        do throws(RPMFileError) {
            return try RPMLayout(ofPrefix: bytes).main.upperBound
        } catch .prefixTooShort {
            return nil
        }
    }

    /// Takes what the headers say.
    ///
    /// - Throws: `RPMFileError`.
    init(_ headers: RPMHeaders) throws(RPMFileError) {
        info = try RPMInfo(signature: headers.signature, main: headers.main, layout: headers.layout)
        entries = try RPMFileList.read(headers.main)
        package = try Self.package(headers.main, entries, isSource: info.isSource)
    }

    private static func package(
        _ header: RPMHeader, _ entries: [RPMFileEntry], isSource: Bool
    ) throws(RPMFileError) -> RPMPackage {
        try RPMRelationList.checkCount(header)
        let provides = try RPMRelationList.provides.read(header)
        let requires = try RPMRelationList.requires.read(header)
        let architecture = try required(.architecture, "architecture", header)
        return RPMPackage(
            name: try required(.name, "name", header), version: try version(header),
            architecture: isSource ? "src" : architecture,
            requires: RPMRequirements.select(requires, provides: provides, files: entries), provides: provides,
            conflicts: try RPMRelationList.conflicts.read(header),
            obsoletes: try RPMRelationList.obsoletes.read(header),
            recommends: try RPMRelationList.recommends.read(header),
            suggests: try RPMRelationList.suggests.read(header),
            supplements: try RPMRelationList.supplements.read(header),
            enhances: try RPMRelationList.enhances.read(header),
            files: entries.map(\.path))
    }

    private static func version(_ header: RPMHeader) throws(RPMFileError) -> RPMVersion {
        let number = try header.number(.epoch) ?? 0
        guard let epoch = UInt32(exactly: number) else { throw .unusable("epoch", value: "\(number)") }
        return RPMVersion(
            epoch: epoch, version: try required(.version, "version", header),
            release: try required(.release, "release", header))
    }

    private static func required(
        _ tag: RPMTag, _ name: String, _ header: RPMHeader
    ) throws(RPMFileError) -> String {
        guard let value = try header.text(tag), !value.isEmpty else { throw .missing(name) }
        return value
    }
}
