import AirgapCore
import SystemPackage

/// A .deb file: an ar archive of `debian-binary`, `control.tar.*` and `data.tar.*` (deb(5)); only the control is read.
enum DebArchive {
    /// The largest control file in bytes.
    static let controlLimit = 1 << 20
    private static let filters: [ArchiveReader.Filter] = [.gzip, .xz, .zstd]
    /// How many members may stand before the control file.
    private static let memberLimit = 4096

    /// Reads the control paragraph out of a file.
    ///
    /// - Throws: `DebArchiveError`, `ArchiveError`, `ControlError` or `FileError`.
    static func control(at path: FilePath) throws -> DebControl {
        let file = try FileReader(path)
        return try control { try file.read(upTo: 1 << 16) }
    }

    /// Reads the control paragraph out of the first bytes of a file.
    ///
    /// - Returns: nil when the control archive does not lie within them.
    /// - Throws: `DebArchiveError`, `ArchiveError` or `ControlError`.
    static func control(inPrefix bytes: [UInt8], of size: Int64) throws -> DebControl? {
        guard try DebHeader.holdsControl(bytes) else {
            if Int64(bytes.count) < size { return nil }
            throw DebArchiveError.noControl
        }
        var rest: [UInt8]? = bytes
        return try control {
            defer { rest = nil }
            return rest ?? []
        }
    }

    private static func control(source: @escaping ArchiveReader.Source) throws -> DebControl {
        let outer = try ArchiveReader(.ar, filters: [], source: source)
        guard try outer.nextMember()?.text == "debian-binary" else { throw DebArchiveError.notDeb }
        for _ in 0..<memberLimit {
            guard let member = try outer.nextMember() else { break }
            guard member.text?.hasPrefix("control.tar") == true else { continue }
            let inner = try ArchiveReader(.tar, filters: filters) { try outer.read(upTo: 1 << 16) }
            for _ in 0..<memberLimit {
                guard let file = try inner.nextMember() else { break }
                guard file.text == "./control" || file.text == "control", file.kind == .file else { continue }
                return try DebControl(inner.readAll(limit: controlLimit))
            }
            break
        }
        throw DebArchiveError.noControl
    }
}
