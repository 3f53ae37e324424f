package import SystemPackage

/// An opened bundle, with its index when it has one.
package struct BundleFile: Sendable {
    /// How the file can be read.
    package enum Access: Sendable, Equatable {
        /// By its index, which says where to look.
        case indexed(BundleIndex)
        /// From front to back: another gzip made it.
        case plain
        /// From front to back: it should have an index, but has none that can be used; with the reason.
        case damaged(String)
    }

    /// The open file.
    let reader: FileReader
    /// How it can be read.
    package let access: Access

    /// The file's own name, for messages.
    var name: String { reader.path.lastComponent?.string ?? reader.path.string }

    /// Opens a bundle and looks for its index; nothing is verified by that.
    ///
    /// - Throws: `FileError` when it cannot be read.
    package init(_ path: FilePath) throws(FileError) {
        reader = try FileReader(path)
        access = try Self.access(reader)
    }

    private static func access(_ reader: FileReader) throws(FileError) -> Access {
        let footer = try reader.read(
            upTo: BundleIndex.footerSize, at: max(0, reader.size - Int64(BundleIndex.footerSize)))
        guard let offset = BundleIndex.offset(inFooter: footer) else {
            let first = try reader.read(upTo: 16, at: 0)
            return first[...] == GzipFrame.header(memberSize: 0).prefix(16)
                ? .damaged("the file does not end with its index: it is truncated, or something follows") : .plain
        }
        let end = reader.size - Int64(BundleIndex.footerSize)
        guard offset <= end else { return .damaged("the index would stand at byte \(offset), behind the file's end") }
        guard end - offset <= Int64(BundleIndex.sizeLimit) else {
            return .damaged(
                "the index has \(end - offset) bytes, more than the \(BundleIndex.sizeLimit) that it may have")
        }
        let members = try reader.read(upTo: Int(end - offset), at: offset)
        do throws(BundleIndexError) {
            let index = try BundleIndex(parsing: members)
            let sum = index.chunks.reduce(Int64(0)) { $0 + Int64($1.compressed) }
            guard sum == offset else {
                return .damaged("the index has \(sum) bytes of archive, but stands at byte \(offset)")
            }
            return .indexed(index)
        } catch {
            return .damaged("\(error)")
        }
    }
}
